import type { Buffer } from 'node:buffer';
import { after } from '../../platform/timers.ts';
import { alertRecord } from '../../protocol/tls/alerts.ts';
import type { Attempt } from './attempt.ts';
import { closeWithPeer } from './first-bytes.ts';
import type { Handshakes } from './handshakes.ts';
import { endWith, SPEAK_TLS, speaksPlainHttp } from './last-words.ts';
import type { TlsTreatment } from './treatment.ts';

/** How long a connection is kept that is never answered; what asks for updates gives up long before. */
const STALL_MILLISECONDS = 300_000;

/** Does with a connection what `treatment` says; `bytes` are what was read of it. */
export function treat(
  attempt: Attempt,
  treatment: TlsTreatment,
  bytes: Buffer,
  handshakes: Handshakes,
): void {
  const { socket } = attempt;
  if (socket.destroyed) return;
  if (treatment.kind === 'delay') {
    const release = closeWithPeer(socket);
    const timer = after(treatment.milliseconds, () => {
      release();
      treat(attempt, treatment.next, bytes, handshakes);
    });
    socket.once('close', timer.stop);
  } else if (treatment.kind === 'pass' && attempt.unreadable !== undefined && speaksPlainHttp(bytes)) {
    attempt.settle({ kind: 'not-tls', reason: 'plain HTTP' });
    endWith(socket, SPEAK_TLS);
  } else if (treatment.kind === 'pass') {
    handshakes.pass(attempt, bytes);
  } else if (treatment.kind === 'server') {
    handshakes.serve(attempt, bytes, treatment.server);
  } else {
    treatWithoutHandshake(attempt, treatment);
  }
}

function treatWithoutHandshake(
  attempt: Attempt,
  treatment: Exclude<TlsTreatment, { kind: 'pass' | 'server' | 'delay' }>,
): void {
  const { socket } = attempt;
  attempt.atClose = () => ({ kind: 'treated' });
  switch (treatment.kind) {
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'stall': {
      const timer = after(STALL_MILLISECONDS, () => socket.destroy());
      socket.once('close', timer.stop);
      socket.resume();
      return;
    }
    case 'close':
      endWith(socket);
      break;
    case 'alert':
      endWith(socket, alertRecord(treatment.description));
      break;
    case 'bytes':
      endWith(socket, treatment.bytes);
      break;
  }
  // All that shall be sent is on its way; how long the peer takes to close is not part of it.
  attempt.settle({ kind: 'treated' });
}
