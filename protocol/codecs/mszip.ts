import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { messageOf } from '../../platform/errors/index.ts';
import { Damage } from './damage.ts';

/** How far back a block may refer, into the blocks before it. */
export const MSZIP_WINDOW_BYTES = 32_768;

/** [MS-MCI] allows an MSZIP block no more than this beyond the bytes it unpacks to. */
const MAX_GROWTH = 12;
/** Room for a whole block, so that zlib needs one piece of memory and one call. */
const CHUNK_BYTES = MSZIP_WINDOW_BYTES + 64;
const SIGNATURE = Uint8Array.of(0x43, 0x4b);

/**
 * Unpacks one MSZIP block ([MS-MCI] §2): `CK` and a deflate stream that may refer into `history`, what the blocks
 * before it unpacked to. Gives exactly `size` bytes or throws {@link Damage}.
 */
export function unpackMszip(block: Uint8Array, size: number, history: Uint8Array): Uint8Array {
  if (block[0] !== SIGNATURE[0] || block[1] !== SIGNATURE[1]) throw new Damage('it does not start with CK');
  const unpacked = inflate(block.subarray(2), size, history);
  if (unpacked.length === size) return unpacked;
  throw new Damage(`it unpacks to ${unpacked.length} bytes instead of ${size}`);
}

/** Packs up to 32,768 bytes as one MSZIP block that may refer into `history`, the bytes before it. */
export function packMszip(data: Uint8Array, history: Uint8Array): Uint8Array {
  const packed = deflateRawSync(data, withDictionary(history));
  const body = packed.length + SIGNATURE.length > data.length + MAX_GROWTH ? deflateStored(data) : packed;
  return Buffer.concat([SIGNATURE, body]);
}

function inflate(data: Uint8Array, size: number, history: Uint8Array): Uint8Array {
  const options = { ...withDictionary(history), maxOutputLength: size, chunkSize: CHUNK_BYTES };
  try {
    return inflateRawSync(data, options);
  } catch (cause) {
    throw new Damage(inflateProblem(cause, size));
  }
}

function inflateProblem(cause: unknown, size: number): string {
  const tooLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
  return tooLong ? `it unpacks to more than the ${size} bytes it declares` : messageOf(cause);
}

function withDictionary(history: Uint8Array): { dictionary?: Uint8Array } {
  return history.length === 0 ? {} : { dictionary: history.subarray(-MSZIP_WINDOW_BYTES) };
}

/** One final stored block of RFC 1951 §3.2.4: the least growth for data that does not shrink. */
function deflateStored(data: Uint8Array): Uint8Array {
  const head = Buffer.from([1, 0, 0, 0, 0]);
  head.writeUInt16LE(data.length, 1);
  head.writeUInt16LE(~data.length & 0xffff, 3);
  return Buffer.concat([head, data]);
}
