import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '../../platform/clock.ts';
import { type Attempt, openAttempt } from './attempt.ts';
import { closeWithPeer, type FirstBytes, readFirstBytes } from './first-bytes.ts';
import { createHandshakes, type Handshakes } from './handshakes.ts';
import { resultOfError, type TlsOutcome } from './outcome.ts';
import { treat } from './treat.ts';
import type { TlsConnection, TlsTreatment } from './treatment.ts';

/** How long a client may take to send its whole hello; it is the first thing it does. */
const HELLO_MILLISECONDS = 15_000;

/** Who is asked about each connection, and told of it. */
export interface TlsFrontOptions {
  readonly clock: Clock;
  /**
   * Called once the first bytes of a connection are understood, also when they are no hello. What it throws ends the
   * connection and is told as a failure.
   */
  onHello(connection: TlsConnection): TlsTreatment | Promise<TlsTreatment>;
  /** Called once for each connection. */
  onEnd(outcome: TlsOutcome): void;
  /** Real time for a whole hello, 15 seconds unless told otherwise. */
  readonly helloMilliseconds?: number;
}

/**
 * Reads the ClientHello of every connection to `server` before the handshake, and lets `options.onHello` say what
 * becomes of it. Must be called before anybody else listens for connections of the server and before it listens itself: what
 * listens already is taken for the part of Node that shakes hands, and called when that is due.
 */
export function frontTls(server: Server, options: TlsFrontOptions): void {
  const own = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  const handshakes = createHandshakes(server, own);
  server.on('connection', (socket: Socket) => {
    const attempt = openAttempt(socket, options.clock.now(), options.onEnd);
    readFirstBytes(socket, options.helloMilliseconds ?? HELLO_MILLISECONDS, (first) => {
      if (first.kind === 'late') giveUp(attempt);
      else decide(attempt, first, options, handshakes);
    });
  });
}

/** As Node ends a handshake that takes too long. */
function giveUp(attempt: Attempt): void {
  const message = 'no whole ClientHello came in time';
  attempt.settle({ kind: 'failed', code: 'ERR_TLS_HANDSHAKE_TIMEOUT', message });
  attempt.socket.destroy();
}

function decide(
  attempt: Attempt,
  first: Exclude<FirstBytes, { kind: 'late' }>,
  options: TlsFrontOptions,
  handshakes: Handshakes,
): void {
  if (first.kind === 'hello') attempt.connection = { ...attempt.connection, hello: first.hello };
  else attempt.unreadable = first.reason;
  attempt.atClose = () => ({ kind: 'gone', before: 'handshake' });
  const apply = (treatment: TlsTreatment): void => {
    attempt.treatment = treatment;
    treat(attempt, treatment, first.bytes, handshakes);
  };
  const refuse = (error: unknown): void => {
    attempt.settle(resultOfError(error instanceof Error ? error : new Error(String(error)), 'handshake'));
    attempt.socket.destroy();
  };
  try {
    const decided = options.onHello(attempt.connection);
    if ('kind' in decided) {
      apply(decided);
      return;
    }
    const release = closeWithPeer(attempt.socket);
    decided.finally(release).then(apply).catch(refuse);
  } catch (error) {
    refuse(error);
  }
}
