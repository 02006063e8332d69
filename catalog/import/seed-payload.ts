import { createCipheriv, createHash } from 'node:crypto';
import type { CabTime } from '../../protocol/codecs/cab-format.ts';
import { writeCab } from '../../protocol/codecs/cab-writer.ts';

/** What every file we make says of itself, so that nobody who finds one has to wonder. */
export function canary(key: string): string {
  return [
    'This is a file of mock-windows-update, a test double of Windows Update and WSUS.',
    'It is inert: it holds no program, repairs nothing and changes nothing.',
    `It belongs to the mock update ${key}.`,
    '',
  ].join('\r\n');
}

/**
 * `size` bytes that say what they are and go on with filler no compression shrinks. They depend on `key` and
 * `size` only. Fewer bytes than the text needs cut the text.
 */
export function generatedBytes(key: string, size: number): Uint8Array {
  const text = Buffer.from(canary(key));
  const bytes = Buffer.concat([text.subarray(0, size), filler(key, Math.max(0, size - text.length))]);
  return bytes;
}

/** The AES-CTR key stream of the key's hash: a hash chain would need seconds for what this does in milliseconds. */
function filler(key: string, size: number): Uint8Array {
  const secret = createHash('sha256').update(`payload\0${key}`).digest();
  return createCipheriv('aes-256-ctr', secret, Buffer.alloc(16)).update(Buffer.alloc(size));
}

/**
 * A cabinet with a note that says it is mock, and `data` as `member`. Stored, not compressed: the bytes must not depend
 * on the zlib of the Node that made them.
 */
export function inertCabinet(key: string, member: string, data: Uint8Array, modified: CabTime): Uint8Array {
  const note = { name: 'README.mock.txt', data: Buffer.from(canary(key)), modified };
  return writeCab([note, { name: member, data, modified }], { compression: 'stored' });
}
