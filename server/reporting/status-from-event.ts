import type { ComputerStatus, ReportedState } from '../../catalog/store/events.ts';
import { guid } from '../../protocol/soap/scalars.ts';
import type { ReportingEvent } from '../../protocol/wusp/reporting.ts';

/** Event ids the real server draws status from (wire facts §2.10). */
const STATUS_SNAPSHOT = 156;
const INSTALL_FAILED = 182;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Ids one status event may list; a real catalogue has some thousand updates for one computer. */
const MOST_IDS = 10_000;

/** Lists of a status event by their tag ([MS-WUSP] §2.2.2.3.1, MiscData Table); of an id in two lists the later holds. */
const LISTS: readonly (readonly [tag: string, state: ReportedState])[] = [
  ['U=', 'NotInstalled'],
  ['h=', 'Downloaded'],
  ['g=', 'Failed'],
  ['W=', 'InstalledPendingReboot'],
  ['V=', 'Installed'],
];

/** What one event says of updates on its computer. */
export type DrawnStatus =
  | { readonly kind: 'snapshot'; readonly rows: readonly ComputerStatus[] }
  | { readonly kind: 'one'; readonly row: ComputerStatus };

/**
 * 156 is a whole picture: what it leaves out is no longer known. 182 marks its update as failed. Everything else says
 * nothing of status: Installed and NotInstalled come from 156 alone.
 */
export function statusFrom(event: ReportingEvent): DrawnStatus | undefined {
  const basic = event.BasicData;
  if (basic?.EventID === STATUS_SNAPSHOT) {
    const misc = event.ExtendedData?.MiscData ?? [];
    return {
      kind: 'snapshot',
      rows: LISTS.flatMap(([tag, state]) => rows(misc, tag, state)).slice(0, MOST_IDS),
    };
  }
  const failed = basic?.EventID === INSTALL_FAILED ? basic.UpdateID?.UpdateID : undefined;
  if (failed !== undefined && failed !== guid.absent) {
    return { kind: 'one', row: { updateId: failed.toLowerCase(), state: 'Failed' } };
  }
  return undefined;
}

function rows(misc: readonly string[], tag: string, state: ReportedState): ComputerStatus[] {
  return misc
    .filter((one) => one.startsWith(tag))
    .flatMap((one) => one.slice(tag.length).split(';'))
    .filter((id) => GUID.test(id))
    .map((id) => ({ updateId: id.toLowerCase(), state }));
}
