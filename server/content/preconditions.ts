import { parseMoment } from '../../platform/clock.ts';
import type { FileVersion } from './file-version.ts';

/** The conditional fields of a request, in lower case as Node gives them. */
export interface ConditionalFields {
  readonly 'if-match'?: string | undefined;
  readonly 'if-unmodified-since'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
  readonly 'if-range'?: string | undefined;
}

/** The status the conditions of a GET or HEAD call for, in the order of RFC 9110 §13.2.2; undefined to go on. */
export function judgePreconditions(fields: ConditionalFields, version: FileVersion): 304 | 412 | undefined {
  const modified = parseMoment(version.lastModified);
  const ifMatch = fields['if-match'];
  if (ifMatch !== undefined) {
    if (!lists(ifMatch, version.etag, 'strong')) return 412;
  } else if (modified > momentOf(fields['if-unmodified-since'])) {
    return 412;
  }
  const ifNoneMatch = fields['if-none-match'];
  if (ifNoneMatch !== undefined) return lists(ifNoneMatch, version.etag, 'weak') ? 304 : undefined;
  return modified <= momentOf(fields['if-modified-since']) ? 304 : undefined;
}

/** Whether a Range counts: without If-Range, or when that names exactly this version, RFC 9110 §13.1.5. */
export function rangeApplies(fields: ConditionalFields, version: FileVersion): boolean {
  const ifRange = fields['if-range'];
  if (ifRange === undefined || ifRange === version.etag) return true;
  return momentOf(ifRange) === parseMoment(version.lastModified);
}

/** Milliseconds of an HTTP date, or NaN, with which no comparison holds: an invalid date is ignored. */
function momentOf(text: string | undefined): number {
  return text !== undefined && /^[A-Za-z]{3,9},? .* GMT$/.test(text) ? parseMoment(text) : Number.NaN;
}

/** Weak comparison also takes our tag when it is written as a weak one, RFC 9110 §8.8.3.2. */
function lists(field: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (field.trim() === '*') return true;
  const tags = field.split(',').map((tag) => tag.trim());
  return tags.includes(etag) || (comparison === 'weak' && tags.includes(`W/${etag}`));
}
