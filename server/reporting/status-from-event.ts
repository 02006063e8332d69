import type { ComputerStatus } from '../../catalog/store/events.ts';
import { guid } from '../../protocol/soap/scalars.ts';
import type { ReportingEvent } from '../../protocol/wusp/reporting.ts';

/** Event ids the real server draws status from (wire facts §2.10). */
const STATUS_SNAPSHOT = 156;
const INSTALL_FAILED = 182;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What one event says of updates on its computer. */
export type DrawnStatus =
  | { readonly kind: 'snapshot'; readonly rows: readonly ComputerStatus[] }
  | { readonly kind: 'one'; readonly row: ComputerStatus };

/**
 * 156 is a whole picture: `U=` applicable but not installed, `V=` installed, ids joined by `;`, and what it leaves
 * out is no longer known. 182 marks its update as failed. Everything else says nothing of status.
 */
export function statusFrom(event: ReportingEvent): DrawnStatus | undefined {
  const basic = event.BasicData;
  if (basic?.EventID === STATUS_SNAPSHOT) {
    const misc = event.ExtendedData?.MiscData ?? [];
    return {
      kind: 'snapshot',
      rows: [...rows(misc, 'U=', 'NotInstalled'), ...rows(misc, 'V=', 'Installed')],
    };
  }
  const failed = basic?.EventID === INSTALL_FAILED ? basic.UpdateID?.UpdateID : undefined;
  if (failed !== undefined && failed !== guid.absent) {
    return { kind: 'one', row: { updateId: failed.toLowerCase(), state: 'Failed' } };
  }
  return undefined;
}

function rows(misc: readonly string[], key: string, state: ComputerStatus['state']): ComputerStatus[] {
  return misc
    .filter((one) => one.startsWith(key))
    .flatMap((one) => one.slice(key.length).split(';'))
    .filter((id) => GUID.test(id))
    .map((id) => ({ updateId: id.toLowerCase(), state }));
}
