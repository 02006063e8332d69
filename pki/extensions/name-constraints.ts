import { sequence, tagged } from '../der.ts';
import { OID } from '../oids.ts';
import type { IpRange } from '../permitted-names.ts';
import type { Extension } from './extension.ts';
import { dnsName, ipAddress, ipBytes } from './general-name.ts';

/**
 * The only names certificates below this authority may carry, RFC 5280 §4.2.1.10: whoever trusts
 * the root risks no more than these. A domain permits itself and every name below it.
 */
export function nameConstraints(domains: readonly string[], ranges: readonly IpRange[]): Extension {
  const subtrees = [
    ...domains.map((domain) => sequence(dnsName(domain))),
    ...ranges.map((range) => sequence(ipAddress(rangeBytes(range)))),
  ];
  return { id: OID.nameConstraints, critical: true, value: sequence(tagged(0, ...subtrees)) };
}

function rangeBytes({ address, prefix }: IpRange): Buffer {
  const base = ipBytes(address);
  const mask = Buffer.from(base.map((_, index) => maskByte(prefix - index * 8)));
  return Buffer.concat([base, mask]);
}

function maskByte(bitsLeft: number): number {
  return bitsLeft >= 8 ? 0xff : bitsLeft <= 0 ? 0 : (0xff << (8 - bitsLeft)) & 0xff;
}
