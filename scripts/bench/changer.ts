import { fail } from '../../platform/errors/index.ts';
import type { ChangeOrder, ChangeReply, ChangeTimes } from './change-message.ts';
import { startChild } from './child-process.ts';

/** A process that changes a catalogue the way a command or a console beside the server does. */
export interface Changer {
  /** @throws BENCH_LOAD with the reason the process gave */
  make(change: ChangeOrder): Promise<ChangeTimes>;
  close(): Promise<void>;
}

/** Starts the process and opens the catalogue `file` in it. */
export async function startChanger(file: string): Promise<Changer> {
  const child = startChild<ChangeOrder, ChangeReply>('change-process');
  const make = async (change: ChangeOrder): Promise<ChangeTimes> => {
    const answer = await child.ask(change);
    return 'times' in answer ? answer.times : fail('BENCH_LOAD', { why: answer.error });
  };
  try {
    await make({ kind: 'open', file });
  } catch (error) {
    await child.close();
    throw error;
  }
  return { make, close: child.close };
}
