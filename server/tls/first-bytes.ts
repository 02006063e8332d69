import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { after } from '../../platform/timers.ts';
import { type HelloReading, readClientHello } from '../../protocol/tls/read-client-hello.ts';

/** What a connection begins with, and all bytes taken from it so far. */
export type FirstBytes =
  | (Exclude<HelloReading, { kind: 'more' }> & { readonly bytes: Buffer })
  /** The time is over and there was nothing, or no whole hello. */
  | { readonly kind: 'late' };

/**
 * Reads `socket` until its ClientHello is whole, or certainly none, and hands it on in the same turn. Nothing is handed
 * on when the socket closes first. How many bytes are held is bounded by the reader of hellos.
 */
export function readFirstBytes(
  socket: Socket,
  milliseconds: number,
  done: (first: FirstBytes) => void,
): void {
  let bytes: Buffer = Buffer.alloc(0);
  const stop = (): void => {
    timer.stop();
    socket.removeListener('readable', read);
    socket.removeListener('close', stop);
  };
  const read = (): void => {
    for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null)
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    const reading = readClientHello(bytes);
    if (reading.kind === 'more') return;
    stop();
    done({ ...reading, bytes });
  };
  const timer = after(milliseconds, () => {
    stop();
    done({ kind: 'late' });
  });
  socket.on('readable', read);
  socket.on('close', stop);
}

/**
 * Sees to it that `socket`, while nobody reads it, closes when its peer does; what comes stays for whoever reads next.
 * Returns what ends that.
 */
export function closeWithPeer(socket: Socket): () => void {
  const look = (): void => {
    // Reading is what makes an end known, once there is nothing before it.
    if (socket.readableLength === 0) socket.read();
  };
  socket.on('readable', look);
  return () => socket.removeListener('readable', look);
}
