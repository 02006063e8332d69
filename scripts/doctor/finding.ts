import type { PkiInspection } from '../../pki/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Urls } from '../../server/listeners.ts';
import type { StateFolder } from '../../server/state-folder.ts';

/** What a check found: in order, good to know, worth a look, or a reason to stop. */
export type Status = 'ok' | 'info' | 'warn' | 'fail';

/** One line of the doctor's report. */
export interface Finding {
  readonly status: Status;
  readonly text: string;
  /** One sentence that says what to do. */
  readonly repair?: string;
}

/** What the checks look at. They change nothing of it. */
export interface Examined {
  readonly state: StateFolder;
  /** Where the double was last served, or the default addresses. */
  readonly urls: Urls;
  /** The server named on the command line. */
  readonly server?: string;
  /** What lies in its pki folder. */
  readonly pki: PkiInspection;
  readonly hostsFile: string;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
}

export type Check = (examined: Examined) => readonly Finding[] | Promise<readonly Finding[]>;

export const ok = (text: string): Finding => ({ status: 'ok', text });
export const info = (text: string, repair?: string): Finding => ({
  status: 'info',
  text,
  ...(repair !== undefined && { repair }),
});
export const warn = (text: string, repair: string): Finding => ({ status: 'warn', text, repair });
export const failed = (text: string, repair: string): Finding => ({ status: 'fail', text, repair });
