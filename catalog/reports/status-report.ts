import type { Computer, Computers } from '../store/computers.ts';
import type { Database } from '../store/database.ts';
import type { ReportedState } from '../store/events.ts';
import type { Groups, TargetGroup } from '../store/groups.ts';
import type { Membership } from '../targeting/memberships.ts';

/** How many computers are in which state for one update; the states of the product (server sync facts §3.3). */
export interface StateCounts extends Readonly<Record<ReportedState, number>> {
  /** Computers that reported their status and did not name the update. */
  readonly NotApplicable: number;
  /** Computers that never reported a status. */
  readonly Unknown: number;
}

/** Counters of one update. */
export interface UpdateStatus {
  readonly updateId: string;
  readonly counts: StateCounts;
}

/** Counters of one group: of its computers and those of the groups below it. */
export interface GroupStatus {
  readonly group: TargetGroup;
  readonly computers: number;
  /** Computers that need an update, or have one downloaded and not installed. */
  readonly needingUpdates: number;
  readonly withErrors: number;
  /** Computers that reported and neither need anything nor failed. */
  readonly upToDate: number;
  /** Computers that never reported a status. */
  readonly unknown: number;
}

/** Status drawn from reports, counted. */
export interface StatusReport {
  /** Of the computers in a group (id or name) and below it; of all without one. Throws CATALOG_GROUP_UNKNOWN. */
  ofUpdates(updateIds: readonly string[], group?: string): readonly UpdateStatus[];
  ofGroups(): readonly GroupStatus[];
  /** How many updates are in which state on one computer. */
  ofComputer(computerId: string): Readonly<Record<ReportedState, number>>;
  /** The computers in a group or below it; of all without one. */
  members(group?: string): readonly Computer[];
}

interface Ports {
  readonly database: Database;
  readonly computers: Computers;
  readonly groups: Groups;
  /** The groups a computer is in now. */
  readonly membershipOf: (computerId: string) => Membership;
}

type StateRow = readonly [updateId: string, state: ReportedState, hasReported: 0 | 1, count: number];

export function createStatusReport({ database, computers, groups, membershipOf }: Ports): StatusReport {
  // Both lists come as JSON, so that one statement serves any number.
  const states = database
    .prepare(
      `SELECT s.update_id, s.state, c.last_status_at IS NOT NULL, count(*)
       FROM json_each(?) wanted JOIN computer_status s ON s.update_id = wanted.value
       JOIN computer c USING (computer_id)
       WHERE c.computer_id IN (SELECT value FROM json_each(?))
       GROUP BY 1, 2, 3`,
    )
    .raw();
  const ofComputer = database
    .prepare('SELECT state, count(*) FROM computer_status WHERE computer_id = ? GROUP BY state')
    .raw();
  const linesOf = (computer: Computer): readonly (readonly string[])[] =>
    membershipOf(computer.computerId).lines;
  const members = (group?: string): readonly Computer[] => {
    if (group === undefined) return computers.all();
    const { groupId } = groups.require(group);
    return computers.all().filter((computer) => linesOf(computer).some((line) => line.includes(groupId)));
  };
  return {
    members,
    ofUpdates: (updateIds, group) => {
      const among = members(group);
      const ids = updateIds.map((id) => id.toLowerCase());
      const computerIds = among.map(({ computerId }) => computerId);
      const rows = byUpdate(states.all(JSON.stringify(ids), JSON.stringify(computerIds)) as StateRow[]);
      const reporting = among.filter(({ lastStatusAt }) => lastStatusAt !== null).length;
      return ids.map((updateId) => ({
        updateId,
        counts: countsOf(rows.get(updateId) ?? [], among.length, reporting),
      }));
    },
    ofGroups: () => {
      const counted = computers.all().map((computer) => ({
        lines: linesOf(computer),
        hasReported: computer.lastStatusAt !== null,
        states: statesOf(ofComputer.all(computer.computerId)),
      }));
      return groups.all().map((group) => {
        const within = counted.filter(({ lines }) => lines.some((line) => line.includes(group.groupId)));
        return { group, ...groupCounts(within) };
      });
    },
    ofComputer: (computerId) => statesOf(ofComputer.all(computerId)),
  };
}

function noCounts(): Record<ReportedState, number> {
  return { NotInstalled: 0, Downloaded: 0, Installed: 0, InstalledPendingReboot: 0, Failed: 0 };
}

function statesOf(rows: readonly unknown[]): Readonly<Record<ReportedState, number>> {
  const counts = noCounts();
  for (const [state, count] of rows as readonly [ReportedState, number][]) counts[state] = count;
  return counts;
}

function byUpdate(rows: readonly StateRow[]): ReadonlyMap<string, readonly StateRow[]> {
  const lists = new Map<string, StateRow[]>();
  for (const row of rows) {
    const list = lists.get(row[0]);
    if (list === undefined) lists.set(row[0], [row]);
    else list.push(row);
  }
  return lists;
}

function countsOf(rows: readonly StateRow[], computers: number, reporting: number): StateCounts {
  const counts = noCounts();
  let named = 0;
  let namedByReporting = 0;
  for (const [, state, hasReported, count] of rows) {
    counts[state] += count;
    named += count;
    namedByReporting += hasReported === 1 ? count : 0;
  }
  const notApplicable = reporting - namedByReporting;
  return { ...counts, NotApplicable: notApplicable, Unknown: computers - named - notApplicable };
}

interface CountedComputer {
  readonly hasReported: boolean;
  readonly states: Readonly<Record<ReportedState, number>>;
}

function groupCounts(within: readonly CountedComputer[]): Omit<GroupStatus, 'group'> {
  const isNeeding = ({ states }: CountedComputer): boolean => states.NotInstalled + states.Downloaded > 0;
  const hasFailed = ({ states }: CountedComputer): boolean => states.Failed > 0;
  const count = (is: (one: CountedComputer) => boolean): number => within.filter(is).length;
  return {
    computers: within.length,
    needingUpdates: count(isNeeding),
    withErrors: count(hasFailed),
    upToDate: count((one) => one.hasReported && !isNeeding(one) && !hasFailed(one)),
    unknown: count(({ hasReported }) => !hasReported),
  };
}
