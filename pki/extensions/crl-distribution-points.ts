import { sequence, tagged } from '../der.ts';
import { OID } from '../oids.ts';
import type { Extension } from './extension.ts';
import { uri } from './general-name.ts';

/** Where to fetch the issuer's revocation list, RFC 5280 §4.2.1.13. */
export function crlDistributionPoint(crlUrl: string): Extension {
  const point = sequence(tagged(0, tagged(0, uri(crlUrl))));
  return { id: OID.cRLDistributionPoints, critical: false, value: sequence(point) };
}
