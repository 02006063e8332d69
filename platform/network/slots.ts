import { onAbort } from './life.ts';

/** Places for requests under way, so many for each host. Who comes first is served first. */
export interface Slots {
  /** Waits for a place; the function returned gives it back. Throws the reason of `signal`. */
  take(host: string, signal: AbortSignal): Promise<() => void>;
}

interface Host {
  taken: number;
  readonly waiting: Set<() => void>;
}

/** `count` places for each host. */
export function createSlots(count: number): Slots {
  const hosts = new Map<string, Host>();
  const release = (name: string, host: Host): void => {
    host.taken -= 1;
    const [next] = host.waiting;
    if (next !== undefined) next();
    else if (host.taken === 0) hosts.delete(name);
  };
  return {
    take: async (name, signal) => {
      signal.throwIfAborted();
      const host = hosts.get(name) ?? { taken: 0, waiting: new Set() };
      hosts.set(name, host);
      if (host.taken >= count) await turn(host, signal);
      else host.taken += 1;
      return once(() => release(name, host));
    },
  };
}

// The place is taken in the moment the turn comes: between a promise and what awaits it others could slip in.
function turn(host: Host, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const enter = (): void => {
      host.waiting.delete(enter);
      host.taken += 1;
      letGo();
      resolve();
    };
    const letGo = onAbort(signal, () => {
      host.waiting.delete(enter);
      reject(signal.reason);
    });
    host.waiting.add(enter);
  });
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
