import { sequence } from '../der.ts';
import { OID } from '../oids.ts';
import type { ServerName } from '../server-name.ts';
import type { Extension } from './extension.ts';
import { dnsName, ipAddress, ipBytes } from './general-name.ts';

/** The names and addresses a server certificate is good for. */
export function subjectAlternativeName(names: readonly ServerName[]): Extension {
  const entries = names.map(({ kind, text }) => (kind === 'dns' ? dnsName(text) : ipAddress(ipBytes(text))));
  return { id: OID.subjectAltName, critical: false, value: sequence(...entries) };
}
