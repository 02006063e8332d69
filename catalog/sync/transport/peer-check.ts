import { X509Certificate } from 'node:crypto';
import tls, { type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { type Clock, isoMoment } from '../../../platform/clock.ts';
import { readCertificate } from '../../../protocol/x509/certificate.ts';
import { followChain } from '../../../protocol/x509/chain.ts';
import { pinnable } from '../../../protocol/x509/pin.ts';
import { nameOf } from './certificate-name.ts';
import type { RevocationCheck } from './revocation-check.ts';
import { type TlsCheck, tlsRefusal } from './tls-refusal.ts';
import type { ReadPin, Roots } from './trust.ts';

/** What a server is judged by. */
export interface PeerCheckParts {
  readonly clock: Clock;
  readonly pin: ReadPin | undefined;
  readonly checkRevocation: RevocationCheck;
}

/** Servers send two to four certificates. */
const MAX_SENT = 10;
/** How much of the names of a certificate is repeated; some carry a hundred. */
const SHOWN_CHARACTERS = 300;

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
  const [leaf, ...sent] = sentBy(socket);
  if (leaf === undefined) throw refuse('chain', 'the server sent no certificate');
  const chain = followChain(leaf, sent, roots.certificates);
  if (chain.kind === 'broken') throw refuse('chain', chain.reason);
  const expired = validityProblem(chain.certificates, parts.clock.now());
  if (expired !== undefined) throw refuse('validity', expired);
  const verdict = opensslVerdict(socket);
  if (verdict !== undefined) throw refuse(verdict.check, verdict.reason);
  const isNamed = tls.checkServerIdentity(host, leaf.toLegacyObject()) === undefined;
  if (!isNamed) throw refuse('name', `the certificate is for ${namesOf(leaf)}`);
  const unpinned = pinProblem(parts.pin, chain.certificates);
  if (unpinned !== undefined) throw refuse('pin', unpinned);
  await parts.checkRevocation(chain.certificates, host);
}

/** The server's certificate and what it sent along. `getPeerX509Certificate` would take them out of the connection. */
function sentBy(socket: TLSSocket): readonly X509Certificate[] {
  const certificates: X509Certificate[] = [];
  let link: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // The root is linked to itself.
  for (; link?.raw !== undefined && certificates.length < MAX_SENT; ) {
    certificates.push(new X509Certificate(link.raw));
    link = link.issuerCertificate === link ? undefined : link.issuerCertificate;
  }
  return certificates;
}

function validityProblem(chain: readonly X509Certificate[], now: number): string | undefined {
  for (const certificate of chain) {
    const { notBefore, notAfter } = readCertificate(certificate.raw);
    if (now < notBefore)
      return `the certificate ${nameOf(certificate)} is valid only from ${isoMoment(notBefore)}`;
    if (now > notAfter) return `the certificate ${nameOf(certificate)} ended at ${isoMoment(notAfter)}`;
  }
  return undefined;
}

const VALIDITY_CODES = new Set([
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
]);

function opensslVerdict(
  socket: TLSSocket,
): { readonly check: TlsCheck; readonly reason: string } | undefined {
  if (socket.authorized) return undefined;
  // The typings call it an Error; it is the code of one.
  const code = String(socket.authorizationError);
  return VALIDITY_CODES.has(code)
    ? { check: 'validity', reason: `by the clock of this machine: ${code}` }
    : { check: 'chain', reason: `OpenSSL refuses it: ${code}` };
}

function namesOf(leaf: X509Certificate): string {
  return leaf.subjectAltName?.slice(0, SHOWN_CHARACTERS) ?? nameOf(leaf);
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
