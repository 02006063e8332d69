/** A revision a client shall get. */
export interface DriverPick {
  readonly revisionId: number;
  /** The hardware ids it is picked for, as its document spells them: each once, in the order of code units. */
  readonly hardwareIds: readonly string[];
}

/** The picks that `entries` make together, in the order of RevisionIDs. */
export function collectPicks(
  entries: Iterable<{ readonly revisionId: number; readonly hardwareId: string }>,
): DriverPick[] {
  const idsByRevision = new Map<number, Set<string>>();
  for (const { revisionId, hardwareId } of entries) {
    const ids = idsByRevision.get(revisionId);
    if (ids === undefined) idsByRevision.set(revisionId, new Set([hardwareId]));
    else ids.add(hardwareId);
  }
  return [...idsByRevision]
    .sort(([a], [b]) => a - b)
    .map(([revisionId, ids]) => ({ revisionId, hardwareIds: [...ids].sort() }));
}
