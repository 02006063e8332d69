import type { Test } from 'tap';
import { driverSetIdOf } from '../../../catalog/upstream/driver-set-ids.ts';
import type { ServerSyncDriverFilter } from '../../../protocol/wsusss/driver-sets.ts';
import { computerOf } from '../../catalog/upstream/driver-updates.ts';
import { idOf } from '../../helpers/documents.ts';
import { startUpstream, type Upstream } from '../../helpers/server-client.ts';

/** Computers the tests speak of have numbers below this. */
const COMPUTERS = 20;

/** What GetDriverIdList lists in words: updates as `id.revision`, driver sets by the number of their computer. */
export interface ListedDrivers {
  readonly anchor: string;
  readonly revisions: string;
  readonly sets: string;
  readonly removed: string;
}

/** The services in the place of Microsoft's, with a downstream server at their door. */
export function startMicrosoft(t: Test, settings = {}): Promise<Upstream> {
  return startUpstream(t, { settings: { profile: 'microsoft', ...settings } });
}

/** Filter entries: the computers with these numbers, these devices, the categories with these numbers. */
export const computers = (numbers: readonly number[], delta = false) =>
  numbers.map((number) => ({ Id: computerOf(number), Delta: delta }));
export const devices = (ids: readonly string[], delta = false) => ids.map((Id) => ({ Id, Delta: delta }));
export const categories = (numbers: readonly number[], delta = false) =>
  numbers.map((number) => ({ Id: idOf(number), Delta: delta }));

/** The DriverSetId of the computer with this number. */
export function setOf(number: number): string {
  return driverSetIdOf(computerOf(number));
}

/** One GetDriverIdList call. */
export async function listDrivers(
  { server, cookie }: Upstream,
  filter: ServerSyncDriverFilter,
): Promise<ListedDrivers> {
  const { GetDriverIdListResult: result } = await server.call('GetDriverIdList', { cookie, filter });
  const numbers = new Map(Array.from({ length: COMPUTERS }, (_none, number) => [setOf(number), number]));
  const inWords = (sets: readonly string[] | undefined): string =>
    sets === undefined ? 'no list' : sets.map((id) => numbers.get(id) ?? id).join(' ');
  const revisions = result?.NewRevisions?.map(
    (one) => `${Number(one.UpdateID.slice(-12))}.${one.RevisionNumber}`,
  );
  return {
    anchor: result?.Anchor ?? 'no anchor',
    revisions: revisions?.join(' ') ?? 'no list',
    sets: inWords(result?.NewDriverSets),
    removed: inWords(result?.RemovedDriverSets),
  };
}
