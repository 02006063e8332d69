import type { X509Certificate } from 'node:crypto';
import { nameOf } from '../../protocol/x509/certificate-name.ts';
import type { Refuse } from './secure-failure.ts';
import type { ReadPin } from './trust-store.ts';

/** How many pinned certificates are named when none of them is found. */
const SHOWN = 5;

/**
 * Judges a chain by what is pinned; which certificate it was, undefined when nothing is pinned. Refuses an
 * authority by CERT_E_UNTRUSTEDROOT, as a pinned chain with another root ends, and another certificate than those of the
 * store as any failure in TLS, because no source tells: online service facts §5.4.
 */
export function checkPin(
  pin: ReadPin,
  chain: readonly X509Certificate[],
  refuse: Refuse,
): string | undefined {
  if (pin.kind === 'none') return undefined;
  const [leaf, ...above] = chain;
  const candidates = pin.kind === 'authority' ? above : [leaf].filter((one) => one !== undefined);
  const found = candidates.find(({ raw }) => pin.certificates.some((pinned) => pinned.raw.equals(raw)));
  if (found !== undefined) return `${nameOf(found)} is pinned`;
  const names = candidates.map(described).join(', ') || 'none';
  const wanted = pin.certificates.slice(0, SHOWN).map(described).join(', ');
  if (pin.kind === 'authority')
    throw refuse({
      check: 'pin',
      code: 'CERT_E_UNTRUSTEDROOT',
      reason: `the authorities above it are ${names}, of which one of the pinned was wanted: ${wanted}`,
    });
  throw refuse({
    check: 'pin',
    extended: 'ERROR_WINHTTP_SECURE_INVALID_CA',
    reason: `its certificate is ${names}, and one in the pin store was wanted: ${wanted}`,
  });
}

/** Two certificates of one name are told apart by their fingerprint. */
function described(certificate: X509Certificate): string {
  const sha256 = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return `${nameOf(certificate)} (SHA-256 ${sha256})`;
}
