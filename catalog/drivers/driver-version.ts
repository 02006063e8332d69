/** A four-part version takes 16 bits a part, the first part highest: [MS-WUSP] §3.1.5.7. */
const BITS_A_PART = 16n;
const HIGHEST_PART = 0xffff;
const BITS_OF_VERSION = 64;

/**
 * The 64-bit number of a four-part version such as `31.0.101.2115`, 0 to 2^64 - 1; undefined when the text is no
 * such version or a part does not fit in 16 bits.
 */
export function packVersion(text: string): bigint | undefined {
  const parts = /^(\d{1,10})\.(\d{1,10})\.(\d{1,10})\.(\d{1,10})$/.exec(text.trim())?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > HIGHEST_PART)) return undefined;
  return parts.reduce((packed, part) => (packed << BITS_A_PART) | BigInt(part), 0n);
}

/** DriverVerVersion of the wire (xs:long, which is signed) as packed: 32768.0.0.0 and above arrive negative. */
export function versionOfLong(long: bigint): bigint {
  return BigInt.asUintN(BITS_OF_VERSION, long);
}
