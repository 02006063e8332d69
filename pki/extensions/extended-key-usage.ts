import { oid, sequence } from '../der.ts';
import { OID } from '../oids.ts';
import type { Extension } from './extension.ts';

/** The purposes, by object identifier, a certificate (and all below an authority) is good for. */
export function extendedKeyUsage(...purposes: readonly string[]): Extension {
  return { id: OID.extKeyUsage, critical: false, value: sequence(...purposes.map(oid)) };
}
