import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { isoMoment } from '../../platform/clock.ts';
import { isNamedFor, type OpensslVerdict, opensslVerdict, takeSent } from '../../platform/network/peer.ts';
import type { PeerCheck } from '../../platform/network/secure-connect.ts';
import { nameOf, namesOf } from '../../protocol/x509/certificate-name.ts';
import { followChain } from '../../protocol/x509/chain.ts';
import { authorityProblem, usageProblem } from '../../protocol/x509/usage.ts';
import { endOfValidity, validityProblem } from '../../protocol/x509/validity.ts';
import type { DeviceCheck, PassedCheck } from '../failure.ts';
import { checkPin } from './check-pin.ts';
import { createRevocationCheck } from './check-revocation.ts';
import { type Refuse, secureFailure } from './secure-failure.ts';
import type { DeviceTrustStore } from './trust-store.ts';

/** What a device's check of servers needs. */
export interface PeerCheckParts {
  readonly trust: DeviceTrustStore;
  /** Told each check as it passes. */
  readonly onCheck: (host: string, passed: PassedCheck) => void;
  /** Told what `soft` revocation let pass. */
  readonly onWarning: (text: string) => void;
}

/** A chain that leads to a trusted root, and OpenSSL's word on it. */
interface Judged {
  readonly leaf: X509Certificate;
  readonly certificates: readonly X509Certificate[];
  readonly verdict: OpensslVerdict | undefined;
}

/**
 * Makes the check of a server at the other end of a finished handshake: protocol, chain, validity, name, usage,
 * revocation, pin, in this order; each is told when it passes. OpenSSL must agree with all but the dates, which are
 * judged by the device's own clock. Throws DeviceFailure.
 */
export function createPeerCheck({ trust, onCheck, onWarning }: PeerCheckParts): PeerCheck {
  const checkRevocation = createRevocationCheck(trust, onWarning);
  return async (socket, host) => {
    const passed = (check: DeviceCheck, found: string | undefined): void => {
      if (found !== undefined) onCheck(host, { check, found });
    };
    const refuse: Refuse = (refusal) => secureFailure(host, refusal);
    passed('protocol', `${socket.getProtocol()} with ${socket.getCipher().standardName}`);
    const judged = judgeChain(socket, trust, refuse);
    const { leaf, certificates } = judged;
    passed('chain', certificates.map(nameOf).join(' ← '));
    passed('validity', checkValidity(certificates, trust.clock.now(), refuse));
    passed('name', checkName(leaf, host, refuse));
    passed('usage', checkUsage(judged, refuse));
    passed('revocation', await checkRevocation(certificates, refuse));
    passed('pin', checkPin(trust.pin, certificates, refuse));
  };
}

function judgeChain(socket: TLSSocket, trust: DeviceTrustStore, refuse: Refuse): Judged {
  const unknown = (reason: string) =>
    refuse({ check: 'chain', extended: 'ERROR_WINHTTP_SECURE_INVALID_CA', reason });
  const [leaf, ...sent] = takeSent(socket);
  if (leaf === undefined) throw unknown('it sent no certificate');
  const roots = trust.roots().certificates;
  const chain = followChain(leaf, sent, roots);
  if (chain.kind === 'trusted') {
    const verdict = opensslVerdict(socket);
    if (verdict?.kind === 'chain') throw unknown(`OpenSSL refuses its chain: ${verdict.code}`);
    return { leaf, certificates: chain.certificates, verdict };
  }
  // An issuer that is there but must not issue is a matter of usage. OpenSSL, which does not see it, has no say then.
  const named = followChain(leaf, sent, roots, 'name');
  if (named.kind === 'broken' || authorityProblem(named.certificates) === undefined)
    throw unknown(chain.reason);
  return { leaf, certificates: named.certificates, verdict: undefined };
}

function checkValidity(certificates: readonly X509Certificate[], now: number, refuse: Refuse): string {
  const reason = validityProblem(certificates, now);
  if (reason !== undefined)
    throw refuse({
      check: 'validity',
      extended: 'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID',
      reason: `${reason}, and it is ${isoMoment(now)}`,
    });
  return `it is ${isoMoment(now)}, and the first of them ends at ${isoMoment(endOfValidity(certificates))}`;
}

function checkName(leaf: X509Certificate, host: string, refuse: Refuse): string {
  if (isNamedFor(leaf, host)) return `"${host}" is among ${namesOf(leaf)}`;
  throw refuse({
    check: 'name',
    extended: 'ERROR_WINHTTP_SECURE_CERT_CN_INVALID',
    reason: `the certificate ${nameOf(leaf)} is for ${namesOf(leaf)}`,
  });
}

function checkUsage({ leaf, certificates, verdict }: Judged, refuse: Refuse): string {
  const problem =
    usageProblem(certificates) ??
    (verdict?.kind === 'purposes' ? `OpenSSL refuses its certificates: ${verdict.code}` : undefined);
  if (problem !== undefined)
    throw refuse({ check: 'usage', extended: 'ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE', reason: problem });
  return `${nameOf(leaf)} may serve TLS, and those above it may issue`;
}
