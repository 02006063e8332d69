import { oid, sequence } from '../der.ts';
import { OID } from '../oids.ts';
import type { Extension } from './extension.ts';
import { uri } from './general-name.ts';

/** Where to fetch the issuer's certificate and to ask for the status of this one, RFC 5280 §4.2.2.1. */
export function authorityInformationAccess(issuerUrl: string, ocspUrl: string): Extension {
  const value = sequence(sequence(oid(OID.caIssuers), uri(issuerUrl)), sequence(oid(OID.ocsp), uri(ocspUrl)));
  return { id: OID.authorityInfoAccess, critical: false, value };
}
