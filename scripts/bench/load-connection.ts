import net from 'node:net';
import tls from 'node:tls';
import { fail } from '../../platform/errors/index.ts';
import type { LoadPlan } from './load-plan.ts';
import { createResponseCounter } from './response-counter.ts';

/** Bytes a plain socket reads at once, into memory it keeps: allocating anew for each read would cost more than the read. */
const READ_BYTES = 256 * 1024;

/** One keep-alive connection of a load client. */
export interface LoadConnection {
  /** Sends `request` and returns the body length of its response. Throws when the status is not the plan's. */
  exchange(request: Uint8Array): Promise<number>;
  close(): void;
}

interface Waiting {
  resolve(bytes: number): void;
  reject(error: Error): void;
}

/** Opens one connection as `plan` says. @throws BENCH_CONNECTION when the server closes it */
export async function openLoadConnection(plan: LoadPlan): Promise<LoadConnection> {
  let waiting: Waiting | undefined;
  let broken: Error | undefined;

  const breakWith = (error: Error) => {
    broken ??= error;
    waiting?.reject(broken);
    waiting = undefined;
  };
  const count = createResponseCounter((status, bytes) => {
    const answered = waiting;
    waiting = undefined;
    if (status === plan.status) answered?.resolve(bytes);
    else answered?.reject(errorOf(() => fail('BENCH_STATUS', { status, expected: plan.status })));
  });
  const read = (chunk: Buffer) => {
    try {
      count(chunk);
    } catch (error) {
      breakWith(error as Error);
    }
  };

  const socket = await connect(plan, read);
  socket.setNoDelay(true);
  socket.on('error', breakWith);
  socket.on('close', () =>
    breakWith(errorOf(() => fail('BENCH_CONNECTION', { host: plan.host, port: plan.port }))),
  );
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function connect(plan: LoadPlan, read: (chunk: Buffer) => void): Promise<net.Socket> {
  const { host, port } = plan;
  return new Promise((resolve, reject) => {
    if (plan.tls) {
      const secure = tls.connect({ host, port, ...plan.tls }, () => resolve(secure));
      secure.on('data', read).once('error', reject);
      return;
    }
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    const onread = {
      buffer,
      callback: (bytes: number) => {
        read(buffer.subarray(0, bytes));
        return true;
      },
    };
    const plain = net.connect({ host, port, onread }, () => resolve(plain));
    plain.once('error', reject);
  });
}

function errorOf(raise: () => never): Error {
  try {
    return raise();
  } catch (error) {
    return error as Error;
  }
}
