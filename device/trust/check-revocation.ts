import type { X509Certificate } from 'node:crypto';
import { hresultText } from '../../protocol/hresult/hresults.ts';
import { nameOf } from '../../protocol/x509/certificate-name.ts';
import { type ChainFindings, revokedIn, unknownsIn } from '../../protocol/x509/chain-status.ts';
import type { Refuse } from './secure-failure.ts';
import type { DeviceTrustStore } from './trust-store.ts';

/** Judges what is said of a chain; what was found good, undefined when nothing was learnt. Throws what `refuse` makes. */
export type RevocationCheck = (
  chain: readonly X509Certificate[],
  refuse: Refuse,
) => Promise<string | undefined>;

const OFFLINE = `CRYPT_E_REVOCATION_OFFLINE (${hresultText('CRYPT_E_REVOCATION_OFFLINE')})`;

/** Makes the check of one device. */
export function createRevocationCheck(
  { revocation, askChain }: DeviceTrustStore,
  onWarning: (text: string) => void,
): RevocationCheck {
  if (revocation === 'off') return async () => undefined;
  // Connections that share an answer, or remember it, are warned of it once.
  const warned = new WeakSet<ChainFindings>();
  return async (chain, refuse) => {
    const findings = await askChain(chain);
    const reason = revokedIn(findings);
    if (reason !== undefined)
      throw refuse({ check: 'revocation', extended: 'ERROR_WINHTTP_SECURE_CERT_REVOKED', reason });
    const unknowns = unknownsIn(findings);
    const [unknown] = unknowns;
    if (unknown === undefined) return foundGood(findings);
    if (revocation === 'hard')
      throw refuse({
        check: 'revocation',
        extended: 'ERROR_WINHTTP_SECURE_CERT_REV_FAILED',
        reason: `${OFFLINE}: ${unknown}`,
      });
    if (!warned.has(findings)) for (const text of unknowns) onWarning(text);
    warned.add(findings);
    return undefined;
  };
}

function foundGood(findings: ChainFindings): string {
  const names = findings.map(({ certificate }) => nameOf(certificate)).join(', ');
  return names === '' ? 'the root alone, which is trusted by decision' : `not revoked: ${names}`;
}
