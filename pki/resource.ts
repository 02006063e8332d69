import { Buffer } from 'node:buffer';
import { authorityIds } from './credential.ts';
import { galleryAuthorityIds } from './gallery/authority-ids.ts';
import { certificatePath, crlPath, pkiPath } from './locations.ts';
import type { Pki } from './pki.ts';

/** A file about certificates, ready to be served. */
export interface PkiResource {
  readonly contentType: string;
  readonly body: Buffer;
}

const resource = (contentType: string, body: Buffer | undefined): PkiResource | undefined =>
  body === undefined ? undefined : { contentType, body };
const certificate = (der: Buffer | undefined) => resource('application/pkix-cert', der);
const revocationList = (der: Buffer | undefined) => resource('application/pkix-crl', der);

type Maker = (pki: Pki) => PkiResource | undefined;

/** Everything that may be fetched; media types of RFC 2585 §4. There is no way from a path to a file. */
const RESOURCES: ReadonlyMap<string, Maker> = new Map([
  [
    `${pkiPath}/root.pem`,
    (pki) => ({ contentType: 'application/x-pem-file', body: Buffer.from(pki.rootPem) }),
  ],
  ...authorityIds.flatMap((id): readonly (readonly [string, Maker])[] => [
    [certificatePath(id), (pki) => certificate(pki.certificateDer(id))],
    [crlPath(id), (pki) => revocationList(pki.crl(id))],
  ]),
  ...galleryAuthorityIds.flatMap((id): readonly (readonly [string, Maker])[] => [
    [certificatePath(id), ({ gallery }) => certificate(gallery.certificateDer(id))],
    [crlPath(id), ({ gallery }) => revocationList(gallery.crl(id))],
  ]),
]);

/**
 * What a GET of `path` (no query) serves: `/pki/root.pem`, `/pki/<authority>.crt`, `/pki/<authority>.crl`. Throws what
 * keys of the gallery throw.
 */
export function pkiResource(pki: Pki, path: string): PkiResource | undefined {
  return RESOURCES.get(path)?.(pki);
}
