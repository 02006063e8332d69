import { DeviceFailure } from '../../device/failure.ts';
import { hresultText } from '../../protocol/hresult/hresults.ts';
import { printJsonLine } from '../admin/output.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';
import type { DeviceFlags } from './device-flags.ts';
import { failureJson } from './failure-line.ts';

/** Data of the last line of JSON, and the line people read. */
export interface Finish {
  readonly outcome: string;
  readonly data?: object;
  readonly failure?: DeviceFailure | undefined;
}

/** Says how it ended; what failed ends the command with exit code 1. */
export function finish(flags: DeviceFlags, terminal: Terminal, { outcome, data, failure }: Finish): void {
  if (flags.json) {
    const line = { event: 'done', outcome, ...data, ...(failure && { failure: failureJson(failure) }) };
    printJsonLine(terminal, line);
  }
  // What it was is in the timeline.
  if (failure !== undefined)
    throw new CommandFailed(`failed with ${hresultText(failure.code)} ${failure.code}`);
  if (outcome === 'failed') throw new CommandFailed('not everything could be done');
  if (!flags.json) terminal.stderr.write(`${outcome}\n`);
}

/** Does `work`; a DeviceFailure it ends with is told the same way. */
export async function finishing(
  flags: DeviceFlags,
  terminal: Terminal,
  work: () => Promise<Finish>,
): Promise<void> {
  let result: Finish;
  try {
    result = await work();
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error;
    result = { outcome: 'failed', failure: error };
  }
  finish(flags, terminal, result);
}
