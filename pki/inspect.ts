import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isoMoment } from '../platform/clock.ts';
import { messageOf } from '../platform/errors/index.ts';
import { validityOf } from './certificate-fields.ts';
import type { CredentialId } from './credential.ts';
import { isOwnerOnly, openFolder, type PkiFolder } from './folder.ts';
import { keyFile } from './keys.ts';
import { type Profile, profiles } from './profiles.ts';
import { certificateFile, RENEW_BEFORE } from './stored-certificate.ts';

/** Something about one file of a pki folder that a start would refuse, repair, or suffer from. */
export interface PkiProblem {
  readonly kind:
    | 'missing'
    | 'damaged'
    | 'foreign'
    | 'readable-by-others'
    | 'not-yet-valid'
    | 'expired'
    | 'ends-soon';
  /** Its full path. */
  readonly file: string;
  readonly detail: string;
  /** Whether it is about the root, which is never made anew. */
  readonly isRoot: boolean;
}

/** What lies in a pki folder. */
export interface PkiInspection {
  /** Undefined before the first start. */
  readonly rootPem: string | undefined;
  readonly problems: readonly PkiProblem[];
}

/**
 * Looks at the keys and certificates in `folder` as they stand at `now`, in milliseconds, and changes nothing.
 * File modes are judged only where the system has them.
 */
export function inspectPki(folder: string, now: number): PkiInspection {
  const isMade = profiles.some(({ id }) => existsSync(path.join(folder, certificateFile(id))));
  if (!isMade) return { rootPem: undefined, problems: [] };
  const files = openFolder(folder);
  const certificates = new Map<CredentialId, X509Certificate>();
  const problems = profiles.flatMap((profile) => {
    const found = inspectCertificate(files, profile, certificates, now);
    return found.map((one) => ({ ...one, isRoot: profile.issuer === undefined }));
  });
  return { rootPem: certificates.get('root')?.toString(), problems: [...problems, ...exposedFiles(folder)] };
}

type Found = Omit<PkiProblem, 'isRoot'>;

/** Looks at one certificate and its key, and adds it to `certificates` if it can be read. */
function inspectCertificate(
  folder: PkiFolder,
  { id, issuer }: Profile,
  certificates: Map<CredentialId, X509Certificate>,
  now: number,
): readonly Found[] {
  const name = certificateFile(id);
  const certificate = readAs(folder, name, (pem) => new X509Certificate(pem));
  const key = readAs(folder, keyFile(id), createPrivateKey);
  if (!('value' in certificate) || !('value' in key)) {
    return [certificate, key].flatMap((one) => ('value' in one ? [] : [one]));
  }
  certificates.set(id, certificate.value);
  const file = folder.file(name);
  if (!certificate.value.checkPrivateKey(key.value)) {
    return [{ kind: 'foreign', file, detail: `does not belong to ${keyFile(id)}` }];
  }
  // An issuer that cannot be read has been named already.
  const signer = certificates.get(issuer ?? id);
  if (signer !== undefined && !certificate.value.verify(signer.publicKey)) {
    return [{ kind: 'foreign', file, detail: `was not issued by ${certificateFile(issuer ?? id)}` }];
  }
  return endsOf(certificate.value, now).map((one) => ({ file, ...one }));
}

/** What `parse` makes of the file `name`, or why it makes nothing. */
function readAs<T>(
  folder: PkiFolder,
  name: string,
  parse: (pem: string) => T,
): { readonly value: T } | Found {
  const file = folder.file(name);
  let text: string | undefined;
  try {
    text = folder.read(name);
    if (text === undefined) return { kind: 'missing', file, detail: 'is missing' };
    return { value: parse(text) };
  } catch (error) {
    // What the library says of a text could quote it.
    const detail = text === undefined ? `cannot be read: ${messageOf(error)}` : 'is not what its name says';
    return { kind: 'damaged', file, detail };
  }
}

function endsOf(certificate: X509Certificate, now: number): readonly Pick<Found, 'kind' | 'detail'>[] {
  const { notBefore, notAfter } = validityOf(certificate);
  if (now < notBefore)
    return [{ kind: 'not-yet-valid', detail: `is valid only from ${isoMoment(notBefore)}` }];
  if (now > notAfter) return [{ kind: 'expired', detail: `ended at ${isoMoment(notAfter)}` }];
  if (now <= notAfter - RENEW_BEFORE) return [];
  return [{ kind: 'ends-soon', detail: `ends at ${isoMoment(notAfter)}` }];
}

function exposedFiles(folder: string): readonly PkiProblem[] {
  if (process.platform === 'win32') return [];
  return readdirSync(folder)
    .filter(isOwnerOnly)
    .map((name) => ({ file: path.join(folder, name), mode: statSync(path.join(folder, name)).mode & 0o777 }))
    .filter(({ mode }) => (mode & 0o077) !== 0)
    .map(({ file, mode }) => ({
      kind: 'readable-by-others',
      file,
      detail: `has mode 0${mode.toString(8)}`,
      isRoot: false,
    }));
}
