import type { SyncReport } from '../../catalog/sync/sync-events.ts';
import type { SyncOutcome } from '../../catalog/sync/sync-job.ts';
import type { MockWuError } from '../../platform/errors/index.ts';
import { counted } from '../../platform/plain-text.ts';
import { tell } from '../admin/output.ts';
import { CommandFailed, type Terminal } from '../terminal.ts';

/** Problems shown; the report of the run has more. */
const SHOWN_PROBLEMS = 20;
/** The last line of a report that had to leave problems out. */
const LEFT_OUT = /^and (\d+) more$/;

/** Says how a synchronisation went. Throws what it failed on, or CommandFailed where it left something out. */
export function tellOutcome({ runId, result, report, error }: SyncOutcome, terminal: Terminal): void {
  tell(terminal, `run ${runId} ${result}: ${reportLine(report)}`);
  for (const line of problemLines(report.problems)) tell(terminal, `  ${line}`);
  if (isListWithCommas(error))
    tell(terminal, 'several titles are separated by ; or the option is given for each of them');
  if (error !== undefined) throw error;
  if (result !== 'succeeded')
    throw new CommandFailed(`${result}; \`mock-wu sync\` asks again for what could not be had`);
}

/** Commas belong to titles, which somebody who separates by them learns from this. */
function isListWithCommas(error: MockWuError | undefined): boolean {
  return error?.code === 'SYNC_CHOICE_UNKNOWN' && String(error.details.name).includes(',');
}

/** What a run did in one line. */
export function reportLine(report: SyncReport): string {
  const { fresh, revised, expired, refused, approvals, files, contentBytes } = report;
  const megabytes = (contentBytes / 1e6).toFixed(1);
  return [
    `${fresh} new, ${revised} revised, ${expired} expired, ${refused} refused`,
    counted(approvals, 'approval'),
    `${counted(files, 'file')} (${megabytes} MB)`,
  ].join(', ');
}

/** The first problems, and how many more there are. */
export function problemLines(problems: readonly string[]): readonly string[] {
  const leftOut = Number(LEFT_OUT.exec(problems.at(-1) ?? '')?.[1] ?? 0);
  const named = leftOut === 0 ? problems : problems.slice(0, -1);
  const more = Math.max(0, named.length - SHOWN_PROBLEMS) + leftOut;
  return [...named.slice(0, SHOWN_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])];
}
