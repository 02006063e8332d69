import { bits } from '../der.ts';
import { OID } from '../oids.ts';
import type { Extension } from './extension.ts';

/** Bit numbers of RFC 5280 §4.2.1.3. */
const BITS = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

/** What a key may be used for. */
export type KeyUse = keyof typeof BITS;

/** The key usage extension, critical, for one or more uses (all in the first byte). */
export function keyUsage(...uses: readonly KeyUse[]): Extension {
  const numbers: readonly number[] = uses.map((use) => BITS[use]);
  const byte = numbers.reduce((sum, number) => sum | (0x80 >> number), 0);
  // DER cuts trailing zero bits of named bit lists, X.690 §11.2.2.
  const unused = 7 - Math.max(...numbers);
  return { id: OID.keyUsage, critical: true, value: bits(Uint8Array.of(byte), unused) };
}
