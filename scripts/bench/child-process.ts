import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process of the benchmark's own that answers each message with one. */
export interface ChildTalk<Message, Reply> {
  /** One at a time. An answer with `error` when the process ends instead. */
  ask(message: Message): Promise<Reply | { readonly error: string }>;
  close(): Promise<void>;
}

/** Starts the script `name` beside this file, under the extension it has before or after compilation. */
export function startChild<Message extends object, Reply>(name: string): ChildTalk<Message, Reply> {
  const script = new URL(`./${name}${path.extname(import.meta.url)}`, import.meta.url);
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  const child = fork(fileURLToPath(script), { serialization: 'advanced', stdio: [...stdio] });
  return {
    async ask(message) {
      const reply = nextReply<Reply>(child);
      child.send(message);
      return await reply;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

async function nextReply<Reply>(child: ChildProcess): Promise<Reply | { readonly error: string }> {
  const listening = new AbortController();
  const { signal } = listening;
  const message = once(child, 'message', { signal }).then(([reply]) => reply as Reply);
  const exit = once(child, 'exit', { signal }).then(([code]) => ({
    error: `its process ended with ${code}`,
  }));
  const reply = await Promise.race([message, exit]);
  listening.abort();
  // The loser of the race rejects on abort; nobody waits for it any more.
  await Promise.allSettled([message, exit]);
  return reply;
}
