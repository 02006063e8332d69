import net from 'node:net';
import tls from 'node:tls';

/** Opens a connection to the origin of `url`; `ca` is trusted for https. */
export async function connect(url: string, ca: string): Promise<net.Socket> {
  const { protocol, hostname, port } = new URL(url);
  const target = { host: hostname, port: Number(port) };
  const socket = protocol === 'https:' ? tls.connect({ ...target, ca }) : net.connect(target);
  // A server that refuses may reset the connection once it has answered.
  socket.on('error', () => {});
  await new Promise((resolve, reject) => {
    socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Everything the other side sends until it closes the connection. */
export async function readToEnd(socket: net.Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}

/** Reads until what came has `text` in it, or the other side closes. */
export async function readUntil(socket: net.Socket, text: string): Promise<string> {
  let received = '';
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (received.includes(text)) resolve(received);
    });
    socket.once('close', () => resolve(received));
  });
}

/** Sends `bytes` as they are and reads until the server closes. */
export async function exchange(url: string, ca: string, bytes: string | Buffer): Promise<string> {
  const socket = await connect(url, ca);
  const answer = readToEnd(socket);
  socket.write(bytes);
  return answer;
}

/** The status codes of the responses in `answer`, in order. */
export function statuses(answer: string): number[] {
  return Array.from(answer.matchAll(/HTTP\/1\.1 (\d{3}) /g), ([, status]) => Number(status));
}
