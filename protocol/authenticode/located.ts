import type { ByteSpan } from './byte-source.ts';

/** The kinds of files that carry their signature in themselves and are read here. */
export type FileForm = 'executable' | 'cabinet';

/** Where a file has its signature, and what of it the signature is over. */
export interface SignedForm {
  readonly kind: 'signed';
  readonly form: FileForm;
  /** What the digest covers, in this order. */
  readonly hashed: readonly ByteSpan[];
  /** PKCS#7 SignedData and the zeros it is padded with. */
  readonly signature: ByteSpan;
}

/** What was found of a signature. */
export type Located =
  | SignedForm
  | { readonly kind: 'unsigned'; readonly form: FileForm }
  /** The file says that it has a signature, and where it says so there can be none; `reason` is a sentence. */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** Neither an executable nor a cabinet. */
  | { readonly kind: 'unknown' };

/** Real ones have 5 to 30 KB; digests of every page of a large executable can be several hundred more. */
const MAX_SIGNATURE_BYTES = 1024 * 1024;

export const malformed = (reason: string): Located => ({ kind: 'malformed', reason });

/** Why no signature can lie at `span` of a file of `size` bytes; undefined when one can. */
export function spanProblem({ offset, length }: ByteSpan, first: number, size: number): string | undefined {
  if (length > MAX_SIGNATURE_BYTES) return `its signature is to have ${length} bytes`;
  if (offset < first) return `its signature is to begin at ${offset}, inside its header`;
  return offset + length > size
    ? `its signature is to end at ${offset + length} of ${size} bytes`
    : undefined;
}
