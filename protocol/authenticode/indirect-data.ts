import type { Buffer } from 'node:buffer';
import { childrenOf, DerError, expectTag, oidText, TAG } from '../x509/der.ts';
import { type Digest, readDigest } from './digest-algorithm.ts';
import type { FileForm } from './located.ts';
import { SIGNING_OID } from './oids.ts';
import type { SignedContent } from './signed-data.ts';

/** SpcIndirectDataContent: the digest of the file is what is signed, in place of the file. */
export interface IndirectData {
  readonly digest: Digest;
  readonly value: Buffer;
}

/** How the signature says of which form the file is. */
const DATA_TYPES: Readonly<Record<FileForm, string>> = {
  executable: SIGNING_OID.spcPeImageData,
  cabinet: SIGNING_OID.spcCabData,
};

/** Reads it; it must be for a file of that form. Throws DerError. */
export function readIndirectData({ type, element }: SignedContent, form: FileForm): IndirectData {
  if (type !== SIGNING_OID.spcIndirectData) throw new DerError('what is signed is not a digest of a file');
  const [data, info] = childrenOf(expectTag(element, TAG.sequence, 'the digest of the file'));
  const [dataType] = childrenOf(expectTag(data, TAG.sequence, 'the form of the file'));
  if (oidText(dataType, 'the form of the file') !== DATA_TYPES[form])
    throw new DerError(`the signature is not for ${form === 'cabinet' ? 'a cabinet' : 'an executable'}`);
  const [algorithm, value] = childrenOf(expectTag(info, TAG.sequence, 'the digest of the file'));
  return {
    digest: readDigest(algorithm, 'the digest algorithm'),
    value: expectTag(value, TAG.octetString, 'the digest of the file').content,
  };
}
