import { type Asn1, implicit } from '../der.ts';

/** Tags of GeneralName, RFC 5280 §4.2.1.6. */
const TAG = { dNSName: 2, uniformResourceIdentifier: 6, iPAddress: 7 } as const;

export const dnsName = (name: string): Asn1 => implicit(TAG.dNSName, Buffer.from(name, 'ascii'));

export const uri = (address: string): Asn1 => implicit(TAG.uniformResourceIdentifier, Buffer.from(address));

/** `bytes` are 4 or 16 for an address, 8 or 32 for a range with its mask. */
export const ipAddress = (bytes: Uint8Array): Asn1 => implicit(TAG.iPAddress, bytes);

const IPV6_GROUPS = 8;

/** The 4 or 16 bytes of an IP address; one of version 6 without zone or dotted part. */
export function ipBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array<string>(IPV6_GROUPS - before.length - after.length).fill('0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
