import type { HresultName } from '../../../protocol/hresult/hresults.ts';
import type { Act } from '../../faults/acts.ts';
import type { FaultMatch, FaultWhen } from '../../faults/rule.ts';
import type { JournalQuery } from '../../journal/query.ts';
import type { ExpectedCount } from '../../verification/expectation.ts';
import type { Oracle, Step } from '../scenario.ts';

/** Parts scenarios are made of: small updates with inert files, strikes, and what is looked for. */

/** KB number of the update most scenarios are about, and the name of its file. */
export const KB = 'KB5090001';
export const FILE = 'mock-kb5090001.cab';
/** UpdateIDs are said, so that a scenario is the same in every run. */
export const UPDATE_ID = '5c000000-0000-4000-8000-000005090001';

/** The other update, where there are two: honest beside the one that is struck, or a canary nobody ought to touch. */
export const OTHER_KB = 'KB5090002';
export const OTHER_FILE = 'mock-kb5090002.cab';
export const OTHER_ID = '5c000000-0000-4000-8000-000005090002';

/** Bytes of a file of one range, and of one with several ranges of 1 MiB, so that its download has a middle. */
export const FILE_SIZE = 200 * 1024;
export const LARGE_SIZE = 3 * 1024 * 1024;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An approved update for every Windows 11, over what `changes` say. */
export function update(changes: object = {}): object {
  return {
    updateId: UPDATE_ID,
    title: 'Mock: Cumulative Update for Windows 11 (KB5090001)',
    kb: 5090001,
    classification: 'Security Updates',
    products: ['Windows 11'],
    files: [{ name: FILE, size: FILE_SIZE }],
    approvals: [{ group: 'All Computers', action: 'install' }],
    ...changes,
  };
}

/** The other one, approved too. */
export function other(changes: object = {}): object {
  return update({
    updateId: OTHER_ID,
    title: 'Mock: Another Update for Windows 11 (KB5090002)',
    kb: 5090002,
    files: [{ name: OTHER_FILE, size: FILE_SIZE }],
    ...changes,
  });
}

/** An approved update that is made of parts, and one of these with a file of its own. */
export function bundle(): object {
  const { files: _, ...others } = update({ bundles: ['first', 'second'] }) as { readonly files?: unknown };
  return others;
}

export function part(key: 'first' | 'second'): object {
  const files = [{ name: `mock-${key}.cab`, size: FILE_SIZE }];
  return { title: `Mock: The ${key} part`, key, handler: 'command', files, classification: 'Updates' };
}

/** A file of several ranges. */
export const LARGE: object = { files: [{ name: FILE, size: LARGE_SIZE }] };

/** A seed with these updates. */
export function seed(...updates: readonly object[]): Step {
  return { do: 'seed', seed: { updates } };
}

/** A rule that does `act` to the requests that match. */
export function fault(match: FaultMatch, act: Act | Act[], when?: FaultWhen): Step {
  return { do: 'fault', rule: { match, act, ...(when && { when }) } };
}

/** Does `act` to requests for the file. */
export function onFile(act: Act | Act[], when?: FaultWhen, file = FILE): Step {
  return fault({ file }, act, when);
}

/** Does `act` to the replies of SyncUpdates. */
export function onSync(act: Act | Act[], when?: FaultWhen): Step {
  return fault({ operation: 'SyncUpdates' }, act, when);
}

/** So many entries a query means, at least one when left out. */
export function came(why: string, query: JournalQuery, count?: ExpectedCount): Oracle {
  return { kind: 'journal', why, expect: { query, ...(count !== undefined && { count }) } };
}

/** The file was asked for: without that the strike hit nothing. */
export function askedFor(file = FILE): Oracle {
  return came('the file was asked for, or the strike hit nothing', { kind: 'content', file });
}

/** An operation was struck: without that nothing was proven. */
export function struck(operation: string): Oracle {
  return came('the strike was met', { operation, injected: true });
}

export function neverAskedFor(file: string, why: string): Oracle {
  return came(why, { kind: 'content', file }, 0);
}

/** The download failed, and the client says so. */
export const failedDownload: Oracle = came('the failed download is reported', { reported: { eventId: 161 } });

/** No installation of the update is reported as done. */
export function noSuccess(update = KB): Oracle {
  return came('no success is reported', { reported: { eventId: 183, update } }, 0);
}

export function isInstalled(why: string, update = KB): Oracle {
  return { kind: 'installed', update, is: true, why };
}

export function notInstalled(why: string, update = KB): Oracle {
  return { kind: 'installed', update, is: false, why };
}

/** It takes no more than `most` bytes of what the query means. */
export function atMostBytes(most: number, why: string, query: JournalQuery = { file: FILE }): Oracle {
  return { kind: 'bytes', why, query, most };
}

/** A file is not asked for over and over. */
export function fewTries(most = 12, file = FILE): Oracle {
  return came('it does not ask over and over', { kind: 'content', file }, { least: 1, most });
}

export function endsBadly(why: string, ...codes: readonly HresultName[]): Oracle {
  return { kind: 'end', isGood: false, why, ...(codes.length > 0 && { codes }) };
}

export function endsWell(why: string): Oracle {
  return { kind: 'end', isGood: true, why };
}

/** The same, judged by what came after the repair. */
export function afterRepair(oracle: Oracle): Oracle {
  return { ...oracle, since: 'repair' };
}
