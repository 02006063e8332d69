import { type ByteSpan, readRange } from './byte-range.ts';
import type { FileVersion } from './file-version.ts';
import { type ConditionalFields, judgePreconditions, rangeApplies } from './preconditions.ts';

/** Status, headers and the bytes to send: none of them, or those of `span`. */
export interface ContentAnswer {
  readonly status: 200 | 206 | 304 | 412 | 416;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly span?: ByteSpan;
}

/** The fields of a request that decide what is sent. */
export interface ContentRequest extends ConditionalFields {
  readonly range?: string | undefined;
}

/**
 * The answer to a GET or HEAD for a file of `version`, header by header as captures 18–20 show. A HEAD with a
 * range is refused as the real server refuses it.
 */
export function answerContent(
  method: 'GET' | 'HEAD',
  fields: ContentRequest,
  version: FileVersion,
): ContentAnswer {
  const validators = {
    'last-modified': version.lastModified,
    'accept-ranges': 'bytes',
    etag: version.etag,
  };
  const refusal = judgePreconditions(fields, version);
  if (refusal !== undefined) return { status: refusal, headers: validators };

  const { size } = version;
  const wish = rangeApplies(fields, version) ? readRange(fields.range, size) : { kind: 'whole' as const };
  if (wish.kind === 'unsatisfiable' || (method === 'HEAD' && wish.kind === 'span'))
    return { status: 416, headers: { ...validators, 'content-range': `bytes */${size}` } };

  const headers = { 'content-type': 'application/octet-stream', ...validators };
  if (wish.kind === 'whole') {
    const whole = { status: 200, headers: { ...headers, 'content-length': size } } as const;
    return size === 0 ? whole : { ...whole, span: { first: 0, last: size - 1 } };
  }
  const { first, last } = wish.span;
  const part = { 'content-length': last - first + 1, 'content-range': `bytes ${first}-${last}/${size}` };
  return { status: 206, headers: { ...headers, ...part }, span: wish.span };
}
