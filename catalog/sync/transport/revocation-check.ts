import type { X509Certificate } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import type { FetchStatus } from '../../../protocol/x509/ask-status.ts';
import {
  type ChainFindings,
  createAskChain,
  revokedIn,
  unknownsIn,
} from '../../../protocol/x509/chain-status.ts';
import { revokedRefusal, tlsRefusal } from './tls-refusal.ts';
import type { TrustOptions } from './trust.ts';

/** Asks about a chain that begins with the server's certificate and ends with a root. Throws SYNC_TLS_REFUSED. */
export type RevocationCheck = (chain: readonly X509Certificate[], host: string) => Promise<void>;

/** What asking needs. */
export interface RevocationParts {
  readonly mode: TrustOptions['revocation'];
  readonly clock: Clock;
  readonly fetchStatus: FetchStatus;
  readonly onWarning: (text: string) => void;
}

/** Asks whether the certificates of a chain were revoked, and judges what is found. */
export function createRevocationCheck({ mode, onWarning, ...asking }: RevocationParts): RevocationCheck {
  if (mode === 'off') return async () => {};
  const ask = createAskChain({ mode, ...asking });
  // Connections that share an answer, or remember it, are warned of it once.
  const warned = new WeakSet<ChainFindings>();
  return async (chain, host) => {
    const findings = await ask(chain);
    const unknowns = unknownsIn(findings);
    if (mode === 'soft' && !warned.has(findings)) for (const text of unknowns) onWarning(text);
    warned.add(findings);
    const revoked = revokedIn(findings);
    if (revoked !== undefined) throw revokedRefusal(host, revoked);
    const [unknown] = unknowns;
    if (mode === 'hard' && unknown !== undefined) throw tlsRefusal(host, 'revocation', unknown);
  };
}
