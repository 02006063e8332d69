import type { Catalog } from '../../catalog/catalog.ts';
import { createUpdateReport } from '../../catalog/reports/update-report.ts';

/** What a double knows of one device. Updates have the names of `shortNames`. */
export interface ServerSide {
  /** Updates by the state the server has them in. */
  readonly status: Readonly<Record<string, readonly string[]>>;
  /** Events as they came: `183 KB9901001`, with the code behind it where it is not 0. */
  readonly events: readonly string[];
  /** What the last event `id` says, of the update `name` where one is given. */
  said(id: number, name?: string): SaidEvent;
}

/** Of an event, by what tests ask for. */
export interface SaidEvent {
  /** MiscData. */
  readonly misc: Readonly<Record<string, string>>;
  readonly replacements: readonly string[];
}

/** Names updates shortly: by KB number, or by what stands in the title before the first dash. */
export function shortNames({ database }: Catalog): (updateId: string) => string {
  const { title } = createUpdateReport(database);
  return (updateId) => {
    const whole = title(updateId) || updateId;
    return /KB\d+/.exec(whole)?.[0] ?? whole.replace(/^Mock: /, '').replace(/ - .*$/, '');
  };
}

/** What `catalog` knows of the computer `computerId`. */
export function serverSideOf(catalog: Catalog, computerId: string): ServerSide {
  const nameOf = shortNames(catalog);
  const stored = catalog.events.list(computerId);
  const status: Record<string, string[]> = {};
  for (const { updateId, state } of catalog.events.status(computerId))
    status[state] = [...(status[state] ?? []), nameOf(updateId)].sort();
  return {
    status,
    events: stored.map(({ eventId, updateId, win32HResult }) => {
      const words = [String(eventId)];
      if (updateId !== null) words.push(nameOf(updateId));
      if (win32HResult !== 0) words.push(codeText(win32HResult));
      return words.join(' ');
    }),
    said: (id, name) =>
      readEvent(
        stored.findLast(
          ({ eventId, updateId }) =>
            eventId === id && (name === undefined || (updateId !== null && nameOf(updateId) === name)),
        )?.raw ?? '{}',
      ),
  };
}

function readEvent(raw: string): SaidEvent {
  const { ExtendedData = {} } = JSON.parse(raw) as {
    ExtendedData?: { MiscData?: readonly string[]; ReplacementStrings?: readonly string[] };
  };
  const { MiscData = [], ReplacementStrings = [] } = ExtendedData;
  const pairs = MiscData.map((pair) => [pair.replace(/=.*$/s, ''), pair.replace(/^[^=]*=/, '')]);
  return { misc: Object.fromEntries(pairs), replacements: ReplacementStrings };
}

function codeText(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}
