/**
 * The checksum of a data block, [MS-CAB] §3.1: the exclusive or of its little-endian 32-bit words, `seed` included.
 * The one to three bytes left over count as one big-endian number.
 */
export function cabChecksum(bytes: Uint8Array, seed = 0): number {
  let sum = seed;
  const whole = bytes.length & ~3;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < whole; at += 4) sum ^= view.getInt32(at, true);
  let rest = 0;
  for (let at = whole; at < bytes.length; at++) rest = (rest << 8) | view.getUint8(at);
  return (sum ^ rest) >>> 0;
}
