import { createHash } from 'node:crypto';
import { createRecent, type Recent } from '../../platform/recent.ts';
import type { TargetingMode } from '../configuration/configuration-values.ts';
import type { Computers } from '../store/computers.ts';
import { type Groups, type TargetGroup, UNASSIGNED_COMPUTERS } from '../store/groups.ts';

/** The groups one computer is in. */
export interface Membership {
  /** Ids of the groups it is a member of: custom ones, or Unassigned Computers alone. */
  readonly groupIds: readonly string[];
  /** For each group the ids from it up to All Computers. */
  readonly lines: readonly (readonly string[])[];
  /** Names all lines in a short text: two computers with one key get the same deployments. */
  readonly key: string;
}

/** Which groups computers are in (server sync facts §3.1). */
export interface Memberships {
  /** As of membership change `change`. What is remembered of an earlier one is dropped. */
  at(change: number, mode: TargetingMode): { of(computerId: string): Membership };
  /** Drops all that is remembered: it may have been rolled back. */
  forget(): void;
}

interface Ports {
  readonly groups: Groups;
  readonly computers: Computers;
}

const KEPT_COMPUTERS = 10_000;
/** Three group ids and two commas; more are named by their digest, since a cookie carries the key. */
const LONGEST_KEY = 110;

export function createMemberships({ groups, computers }: Ports): Memberships {
  let known:
    | { readonly change: number; readonly mode: TargetingMode; of(id: string): Membership }
    | undefined;
  return {
    at: (change, mode) => {
      if (known?.change !== change || known.mode !== mode) known = { change, mode, of: finder(mode) };
      return known;
    },
    forget: () => {
      known = undefined;
    },
  };

  function finder(mode: TargetingMode): (computerId: string) => Membership {
    const kept: Recent<Membership> = createRecent(KEPT_COMPUTERS);
    const all = groups.all();
    const byId = new Map(all.map((group) => [group.groupId, group]));
    const byName = new Map(all.map((group) => [group.name.toLowerCase(), group]));
    const shared = new Map<string, Membership>();
    return (computerId) => {
      const before = kept.get(computerId);
      if (before !== undefined) return before;
      const groupIds = groupIdsOf(computers, computerId, mode, byName);
      const name = groupIds.join();
      const membership = shared.get(name) ?? membershipIn(groupIds, byId);
      shared.set(name, membership);
      kept.set(computerId, membership);
      return membership;
    };
  }
}

/** An administrator's assignment goes before what the client asks for; a name nobody made counts for nothing. */
function groupIdsOf(
  computers: Computers,
  computerId: string,
  mode: TargetingMode,
  byName: ReadonlyMap<string, TargetGroup>,
): readonly string[] {
  const assigned = mode === 'client' ? [] : computers.assignedGroups(computerId);
  if (assigned.length > 0) return assigned;
  const requested = mode === 'server' ? '' : (computers.find(computerId)?.requestedGroups ?? '');
  const found = requestedNames(requested)
    .map((name) => byName.get(name.toLowerCase()))
    .filter((group): group is TargetGroup => group !== undefined && !group.isBuiltin)
    .map(({ groupId }) => groupId);
  return found.length > 0 ? [...new Set(found)].sort() : [UNASSIGNED_COMPUTERS];
}

/** The group names a client asks for: several are separated by `;`. */
export function requestedNames(requestedGroups: string): readonly string[] {
  return requestedGroups
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function membershipIn(groupIds: readonly string[], byId: ReadonlyMap<string, TargetGroup>): Membership {
  const lines = groupIds.map((groupId) => lineOf(groupId, byId));
  const text = lines.map((line) => line.slice(0, -1).join('<')).join();
  const key = text.length <= LONGEST_KEY ? text : createHash('sha256').update(text).digest('hex');
  return { groupIds, lines, key };
}

/** The ids from a group up to the root. */
export function lineOf(groupId: string, byId: ReadonlyMap<string, TargetGroup>): readonly string[] {
  const line: string[] = [];
  for (
    let id: string | null = groupId;
    id !== null && !line.includes(id);
    id = byId.get(id)?.parentId ?? null
  )
    line.push(id);
  return line;
}
