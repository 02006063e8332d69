import { gunzipSync } from 'node:zlib';
import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import { unpackXpressBlocks } from '../../protocol/codecs/xpress-blocks.ts';

/** Why a body is not taken, with the HTTP status that says so. */
export interface RefusedBody {
  readonly status: 400 | 413 | 415;
  /** One sentence. */
  readonly detail: string;
}

/**
 * `body` with its Content-Encoding taken off, or why it cannot be. No more than `limit` bytes are unpacked, whatever
 * the body promises.
 */
export function decodeBody(body: Buffer, contentEncoding: string, limit: number): Buffer | RefusedBody {
  const coding = contentEncoding.trim().toLowerCase();
  try {
    if (coding === 'identity') return body;
    if (coding === 'xpress') return unpackXpressBlocks(body, limit);
    if (coding === 'gzip') return gunzipSync(body, { maxOutputLength: limit });
  } catch (error) {
    if (isTooLarge(error))
      return { status: 413, detail: `the body has more than ${limit} bytes when unpacked` };
    return { status: 400, detail: `Content-Encoding: the body is no ${coding}: ${messageOf(error)}` };
  }
  const detail = `Content-Encoding: bodies are taken as they are, in xpress or gzip, not in "${contentEncoding.slice(0, 100)}"`;
  return { status: 415, detail };
}

function isTooLarge(error: unknown): boolean {
  if (error instanceof MockWuError) return error.code === 'CODEC_XPRESS_TOO_LARGE';
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
