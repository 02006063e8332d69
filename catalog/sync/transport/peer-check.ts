import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../../platform/clock.ts';
import { isNamedFor, linkedBy, opensslVerdict } from '../../../platform/network/peer.ts';
import type { Roots } from '../../../platform/network/trusted-roots.ts';
import { namesOf } from '../../../protocol/x509/certificate-name.ts';
import { followChain } from '../../../protocol/x509/chain.ts';
import { pinnable } from '../../../protocol/x509/pin.ts';
import { validityProblem } from '../../../protocol/x509/validity.ts';
import type { RevocationCheck } from './revocation-check.ts';
import { type TlsCheck, tlsRefusal } from './tls-refusal.ts';
import type { ReadPin } from './trust.ts';

/** What a server is judged by. */
export interface PeerCheckParts {
  readonly clock: Clock;
  readonly pin: ReadPin | undefined;
  readonly checkRevocation: RevocationCheck;
}

/**
 * Judges the server at the other end of a finished handshake: chain, validity, name, pin, revocation, in this order,
 * cheap before dear, and nobody's addresses are asked before he is known. OpenSSL must agree; it judges also what is
 * not judged here (constraints, purposes, strength). Throws SYNC_TLS_REFUSED.
 */
export async function checkPeer(
  socket: TLSSocket,
  host: string,
  roots: Roots,
  parts: PeerCheckParts,
): Promise<void> {
  const refuse = (check: TlsCheck, reason: string) => tlsRefusal(host, check, reason);
  const [leaf, ...sent] = linkedBy(socket);
  if (leaf === undefined) throw refuse('chain', 'the server sent no certificate');
  const chain = followChain(leaf, sent, roots.certificates);
  if (chain.kind === 'broken') throw refuse('chain', chain.reason);
  const expired = validityProblem(chain.certificates, parts.clock.now());
  if (expired !== undefined) throw refuse('validity', expired);
  const verdict = opensslVerdict(socket);
  if (verdict?.kind === 'dates') throw refuse('validity', `by the clock of this machine: ${verdict.code}`);
  if (verdict !== undefined) throw refuse('chain', `OpenSSL refuses it: ${verdict.code}`);
  if (!isNamedFor(leaf, host)) throw refuse('name', `the certificate is for ${namesOf(leaf)}`);
  const unpinned = pinProblem(parts.pin, chain.certificates);
  if (unpinned !== undefined) throw refuse('pin', unpinned);
  await parts.checkRevocation(chain.certificates, host);
}

function pinProblem(pin: ReadPin | undefined, chain: readonly X509Certificate[]): string | undefined {
  if (pin === undefined) return undefined;
  const digests = pinnable(pin.kind, chain);
  if (digests.some((digest) => digest.equals(pin.sha256))) return undefined;
  const found = digests.map((digest) => digest.toString('hex')).join(', ');
  return pin.kind === 'issuer'
    ? `no authority above it has the SHA-256 pinned; they have ${found || 'none'}`
    : `its key has not the SHA-256 pinned, but ${found}`;
}
