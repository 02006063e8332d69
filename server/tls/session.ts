import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Attempt } from './attempt.ts';
import { noteConnectionFacts } from './connection-facts.ts';
import { type Handshake, resultOfError } from './outcome.ts';

/** Sessions that had no request yet, each with what is to be done at the first. */
export type UnusedSessions = Map<Socket, () => void>;

/**
 * Follows a session from the end of its handshake until it is known whether the client makes use of it. Refusals come
 * only now where a client looks at the certificate when it is connected, and in TLS 1.2 when its Finished was sent.
 */
export function watchSession(attempt: Attempt, session: TLSSocket, unused: UnusedSessions): void {
  const handshake = handshakeOf(session);
  const milliseconds = attempt.elapsed();
  const { hello, remoteAddress, remotePort } = attempt.connection;
  noteConnectionFacts(session, { ...handshake, ...(hello && { hello }), remoteAddress, remotePort });
  const complete = (): void => {
    unused.delete(session);
    attempt.settle({ kind: 'completed', ...handshake }, milliseconds);
  };
  unused.set(session, complete);
  let hasPeerLeft = false;
  session.on('end', () => {
    hasPeerLeft = true;
  });
  session.on('error', (error) => {
    unused.delete(session);
    if (session.bytesRead === 0) attempt.settle(resultOfError(error, 'request'));
  });
  attempt.atClose = () => {
    unused.delete(session);
    const isRefused = hasPeerLeft && session.bytesRead === 0;
    return isRefused ? { kind: 'gone', before: 'request' } : { kind: 'completed', ...handshake };
  };
}

function handshakeOf(session: TLSSocket): Handshake {
  const certificate = session.getPeerX509Certificate();
  const alpn = session.alpnProtocol;
  return {
    protocol: session.getProtocol() ?? 'unknown',
    cipher: session.getCipher().standardName,
    ...(alpn && { alpn }),
    isResumed: session.isSessionReused(),
    ...(certificate && {
      clientCertificate: { subject: certificate.subject, fingerprint256: certificate.fingerprint256 },
    }),
  };
}
