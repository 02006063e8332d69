import { fail } from '../../platform/errors/index.ts';

/** Longest response head that is read. */
const MAX_HEAD_BYTES = 64 * 1024;

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Finds the ends of HTTP/1.1 responses in a stream of bytes without keeping their bodies: calls `onResponse`
 * with status and body length at the last byte of each.
 *
 * @throws BENCH_RESPONSE for a head that is not HTTP/1.1, too long, or without Content-Length (204 and 304 need none)
 */
export function createResponseCounter(
  onResponse: (status: number, bodyBytes: number) => void,
): (chunk: Buffer) => void {
  let head: Buffer = Buffer.alloc(0);
  let inBody = false;
  let status = 0;
  let length = 0;
  let missing = 0;

  function takeBody(chunk: Buffer): Buffer {
    const taken = Math.min(missing, chunk.length);
    missing -= taken;
    if (missing === 0) {
      inBody = false;
      onResponse(status, length);
    }
    return chunk.subarray(taken);
  }

  function takeHead(chunk: Buffer): Buffer {
    // The chunk's memory may be reused by its socket, so what is kept over is copied.
    const bytes = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    const end = bytes.indexOf(HEAD_END);
    if (end < 0) {
      if (bytes.length > MAX_HEAD_BYTES) fail('BENCH_RESPONSE', { why: 'its head is too long' });
      head = Buffer.from(bytes);
      return Buffer.alloc(0);
    }
    head = Buffer.alloc(0);
    ({ status, length } = readHead(bytes.toString('latin1', 0, end)));
    missing = length;
    inBody = true;
    return bytes.subarray(end + HEAD_END.length);
  }

  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0 || (inBody && missing === 0)) rest = inBody ? takeBody(rest) : takeHead(rest);
  };
}

function readHead(head: string): { status: number; length: number } {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) fail('BENCH_RESPONSE', { why: 'it does not start with HTTP/1.1' });
  if (status === 204 || status === 304) return { status, length: 0 };
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) fail('BENCH_RESPONSE', { why: `status ${status} came without Content-Length` });
  return { status, length };
}
