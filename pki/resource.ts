import { Buffer } from 'node:buffer';
import { authorityIds } from './credential.ts';
import { certificatePath, crlPath, pkiPath } from './locations.ts';
import type { Pki } from './pki.ts';

/** A file about certificates, ready to be served. */
export interface PkiResource {
  readonly contentType: string;
  readonly body: Buffer;
}

type Maker = (pki: Pki) => PkiResource;

/** Everything that may be fetched; media types of RFC 2585 §4. There is no way from a path to a file. */
const RESOURCES: ReadonlyMap<string, Maker> = new Map([
  [
    `${pkiPath}/root.pem`,
    (pki) => ({ contentType: 'application/x-pem-file', body: Buffer.from(pki.rootPem) }),
  ],
  ...authorityIds.flatMap((id): readonly (readonly [string, Maker])[] => [
    [certificatePath(id), (pki) => ({ contentType: 'application/pkix-cert', body: pki.certificateDer(id) })],
    [crlPath(id), (pki) => ({ contentType: 'application/pkix-crl', body: pki.crl(id) })],
  ]),
]);

/** What a GET of `path` (no query) serves: `/pki/root.pem`, `/pki/<authority>.crt`, `/pki/<authority>.crl`. */
export function pkiResource(pki: Pki, path: string): PkiResource | undefined {
  return RESOURCES.get(path)?.(pki);
}
