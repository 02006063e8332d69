import { UNPLACED } from './driver-match.ts';
import type { TargetRow } from './driver-rows.ts';
import { foldGuid, type IdPlaces } from './id-places.ts';

/**
 * The place among the computer's ids of the best one a driver is targeted to: `UNPLACED` when it is targeted to
 * none and so fits every computer, undefined when it is targeted to others. Targeted by distribution and by its INF
 * file, it is for the computers in both lists ([MS-WUSP] §3.1.1: either one restricts it).
 */
export function computerPlaceOf(targets: readonly TargetRow[], computerIds: IdPlaces): number | undefined {
  if (targets.length === 0) return UNPLACED;
  const distribution = idsOf(targets, 'distribution');
  const target = idsOf(targets, 'target');
  const [ids, others] = distribution.size === 0 ? [target, distribution] : [distribution, target];
  let best: number | undefined;
  for (const id of ids) {
    if (others.size > 0 && !others.has(id)) continue;
    const place = computerIds.get(id);
    if (place !== undefined && (best === undefined || place < best)) best = place;
  }
  return best;
}

function idsOf(targets: readonly TargetRow[], kind: TargetRow['kind']): Set<string> {
  return new Set(targets.filter((row) => row.kind === kind).map((row) => foldGuid(row.computerHardwareId)));
}
