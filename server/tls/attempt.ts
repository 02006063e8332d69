import type { Socket } from 'node:net';
import { stopwatch } from '../../platform/clock.ts';
import type { TlsOutcome, TlsResult } from './outcome.ts';
import type { TlsConnection, TlsTreatment } from './treatment.ts';

/** One connection on its way to an outcome. */
export interface Attempt {
  readonly socket: Socket;
  connection: TlsConnection;
  treatment: TlsTreatment | undefined;
  /** Why the first bytes are no hello, where they are none. */
  unreadable: string | undefined;
  /** What it comes to when the connection closes now. */
  atClose: () => TlsResult;
  /** Milliseconds since it was accepted. */
  readonly elapsed: () => number;
  /** Tells the outcome; what is told later of the same connection does not count. */
  settle(result: TlsResult, milliseconds?: number): void;
}

/** Begins to watch `socket`, which was accepted `at` this moment; `onEnd` hears of it once. */
export function openAttempt(socket: Socket, at: number, onEnd: (outcome: TlsOutcome) => void): Attempt {
  const elapsed = stopwatch();
  let isSettled = false;
  const attempt: Attempt = {
    socket,
    connection: {
      remoteAddress: socket.remoteAddress ?? '',
      remotePort: socket.remotePort ?? 0,
      localPort: socket.localPort ?? 0,
      at,
    },
    treatment: undefined,
    unreadable: undefined,
    atClose: () => ({ kind: 'gone', before: 'hello' }),
    elapsed,
    settle: (result, milliseconds = elapsed()) => {
      if (isSettled) return;
      isSettled = true;
      const { connection, treatment } = attempt;
      onEnd({ connection, ...(treatment && { treatment }), result, milliseconds });
    },
  };
  // Without a listener an error would end the process; `close` follows.
  socket.on('error', () => {});
  socket.once('close', () => attempt.settle(attempt.atClose()));
  return attempt;
}
