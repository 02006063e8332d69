import type { Buffer } from 'node:buffer';
import { type ByteSource, readAtMost, spansWithout } from './byte-source.ts';
import { type Located, malformed, spanProblem } from './located.ts';

/** The fixed header, [MS-CAB] §2.1, and the reserve a signature needs. */
const HEADER_BYTES = 36;
const SIGNED_HEADER_BYTES = 60;
/** Offset of each field. */
const AT = { flags: 30, reserveSizes: 36, mark: 40, start: 44, length: 48 } as const;
const FLAG_RESERVE = 0x0004;
/** 20 bytes reserved in the header and none in folders and blocks; then what marks them as a signature's. */
const RESERVE_SIZES = 20;
const MARK = 0x0010_0000;

/**
 * What the digest leaves out: a field that is always 0, the number in a set, the reserve but for its last four bytes.
 * [MS-CAB] does not tell; source: osslsigncode, which agrees with Windows.
 */
const LEFT_OUT = [
  { offset: 4, length: 4 },
  { offset: 34, length: 22 },
] as const;

/**
 * Finds the signature of a cabinet. It lies behind the cabinet, and the reserve in the header says where. A file that
 * ends inside that header is unknown.
 */
export async function locateInCabinet(source: ByteSource): Promise<Located> {
  const header = await readAtMost(source, 0, SIGNED_HEADER_BYTES);
  if (header.length < HEADER_BYTES) return { kind: 'unknown' };
  if (!hasSignatureReserve(header)) return { kind: 'unsigned', form: 'cabinet' };
  const signature = { offset: header.readUInt32LE(AT.start), length: header.readUInt32LE(AT.length) };
  if (signature.offset === 0 || signature.length === 0) return { kind: 'unsigned', form: 'cabinet' };
  const problem = spanProblem(signature, SIGNED_HEADER_BYTES, source.size);
  if (problem !== undefined) return malformed(problem);
  const hashed = spansWithout(source.size, [...LEFT_OUT, signature]);
  return { kind: 'signed', form: 'cabinet', hashed, signature };
}

function hasSignatureReserve(header: Buffer): boolean {
  return (
    header.length === SIGNED_HEADER_BYTES &&
    (header.readUInt16LE(AT.flags) & FLAG_RESERVE) !== 0 &&
    header.readUInt32LE(AT.reserveSizes) === RESERVE_SIZES &&
    header.readUInt32LE(AT.mark) === MARK
  );
}
