import { fail } from '../platform/errors/index.ts';
import { type IssuerId, issuerIds } from './credential.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Pki, RevocationTarget } from './pki.ts';
import type { Revocations } from './revocations.ts';
import { normalizeSerial, type Serials } from './serials.ts';
import type { ServerCertificates } from './server-certificates.ts';

/** Issuer and serial number name a certificate. */
interface Target {
  readonly issuer: IssuerId;
  readonly serial: string;
}

/** Makes the revocation of what a user may name in three ways. */
export function createRevoke(
  hierarchy: Hierarchy,
  serials: Serials,
  revocations: Revocations,
  servers: ServerCertificates,
): Pki['revoke'] {
  const resolve = (target: RevocationTarget): Target => {
    if ('serial' in target) return bySerial(serials, revocations, target.serial);
    if ('serverName' in target) return byServerName(servers, target.serverName);
    const { certificate, issuer } = hierarchy[target.certificate];
    return { issuer: issuer?.id ?? 'root', serial: certificate.serialNumber };
  };
  return (target, reason = 'unspecified') => {
    const { issuer, serial } = resolve(target);
    return revocations.add(issuer, serial, reason);
  };
}

function bySerial(serials: Serials, revocations: Revocations, text: string): Target {
  const serial = normalizeSerial(text);
  const issuer = issuerIds.find((id) => serials.issued(id, serial) || revocations.find(id, serial));
  return issuer === undefined
    ? fail('PKI_SERIAL_UNKNOWN', { serial: text.slice(0, 100) })
    : { issuer, serial };
}

function byServerName(servers: ServerCertificates, name: string): Target {
  const leaf = servers.find(name);
  if (leaf === undefined) return fail('PKI_NAME_NOT_PERMITTED', { name: JSON.stringify(name.slice(0, 300)) });
  return { issuer: 'tls', serial: leaf.serial };
}
