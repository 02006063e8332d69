import { extensionLineOf, isExtension, makerOf } from './driver-class.ts';
import type { DriverCandidate } from './driver-index.ts';
import { betterMatch } from './driver-match.ts';

/**
 * What the catalogue has for one hardware id. Among the drivers for one id the place of the id is the same in
 * every device, so the best of them is found once, however many devices share the id.
 */
export interface HardwareOffers {
  /** The best driver of all makers. */
  readonly best: DriverCandidate | undefined;
  /** The best driver by maker (`makerOf`). */
  readonly byMaker: ReadonlyMap<string, DriverCandidate>;
  /** The best extension driver by line (`extensionLineOf`). */
  readonly extensions: ReadonlyMap<string, DriverCandidate>;
  /** The best entry of each update to be removed, by UpdateID; these compete with none to be installed. */
  readonly removals: ReadonlyMap<string, DriverCandidate>;
}

/** The offers among `candidates`, all of one hardware id. */
export function offersOf(
  candidates: readonly DriverCandidate[],
  isRemoved: (revisionId: number) => boolean,
): HardwareOffers {
  const byMaker = new Map<string, DriverCandidate>();
  const extensions = new Map<string, DriverCandidate>();
  const removals = new Map<string, DriverCandidate>();
  let best: DriverCandidate | undefined;
  for (const candidate of candidates) {
    if (isRemoved(candidate.revisionId)) keepBest(removals, candidate.updateId, candidate);
    else if (isExtension(candidate)) keepBest(extensions, extensionLineOf(candidate), candidate);
    else {
      keepBest(byMaker, makerOf(candidate), candidate);
      best = betterMatch(best, candidate);
    }
  }
  return { best, byMaker, extensions, removals };
}

/** Puts `candidate` under `key` unless a better one is there. */
export function keepBest(kept: Map<string, DriverCandidate>, key: string, candidate: DriverCandidate): void {
  kept.set(key, betterMatch(kept.get(key), candidate) ?? candidate);
}
