/** Longest Range header that is read; a longer one counts as malformed. */
const MAX_RANGE_LENGTH = 1024;

/** Bytes `first` to `last`, both included, counted from 0. */
export interface ByteSpan {
  readonly first: number;
  readonly last: number;
}

/** What a Range header asks of a file. */
export type RangeWish =
  /** Everything: no range, malformed, another unit, or several ranges, which a server may answer whole. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'span'; readonly span: ByteSpan }
  /** Well-formed, yet no byte of the file lies in it. */
  | { readonly kind: 'unsatisfiable' };

const WHOLE: RangeWish = { kind: 'whole' };
const UNSATISFIABLE: RangeWish = { kind: 'unsatisfiable' };

/** Reads a Range header for a file of `size` bytes: RFC 9110 §14.1.1, §14.1.2 and §14.2. */
export function readRange(header: string | undefined, size: number): RangeWish {
  if (header === undefined || header.length > MAX_RANGE_LENGTH) return WHOLE;
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header) ?? [];
  if (first === undefined || last === undefined || first + last === '') return WHOLE;
  return first === '' ? suffix(Number(last), size) : closed(Number(first), last, size);
}

function suffix(length: number, size: number): RangeWish {
  if (length === 0 || size === 0) return UNSATISFIABLE;
  return { kind: 'span', span: { first: Math.max(0, size - length), last: size - 1 } };
}

function closed(first: number, lastDigits: string, size: number): RangeWish {
  const last = lastDigits === '' ? Number.POSITIVE_INFINITY : Number(lastDigits);
  if (last < first) return WHOLE;
  if (first >= size) return UNSATISFIABLE;
  return { kind: 'span', span: { first, last: Math.min(last, size - 1) } };
}
