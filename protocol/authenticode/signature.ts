import type { Buffer } from 'node:buffer';
import type { X509Certificate } from 'node:crypto';
import { type IndirectData, readIndirectData } from './indirect-data.ts';
import type { FileForm } from './located.ts';
import { readPaddedSignedData, type SignedContent } from './signed-data.ts';
import { openCertificates } from './signer-certificate.ts';
import type { SignerInfo } from './signer-info.ts';

/** The Authenticode signature of a file, read and not judged. */
export interface AuthenticodeSignature {
  /** What the file's digest is to be. */
  readonly indirect: IndirectData;
  readonly content: SignedContent;
  readonly signer: SignerInfo;
  /** The certificates sent along that can be used. */
  readonly certificates: readonly X509Certificate[];
}

/**
 * Reads the signature that lies in a file of that form. A second one nested in it (1.3.6.1.4.1.311.2.4.1) is passed
 * over. Throws DerError.
 */
export function readSignature(bytes: Buffer, form: FileForm): AuthenticodeSignature {
  const { content, signer, certificates } = readPaddedSignedData(bytes);
  return {
    indirect: readIndirectData(content, form),
    content,
    signer,
    certificates: openCertificates(certificates),
  };
}
