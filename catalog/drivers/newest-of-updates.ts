/** A row of some revision of an update. */
interface RevisionRow {
  readonly updateKey: number;
  readonly revisionNumber: number;
}

/**
 * Tells the rows of the highest revision of each update among `rows`: a client gets one revision of an update, and
 * of several the latest ([MS-WUSP] §3.1.5.7, NewUpdates).
 */
export function newestOfUpdates(rows: Iterable<RevisionRow>): (row: RevisionRow) => boolean {
  const newest = new Map<number, number>();
  for (const { updateKey, revisionNumber } of rows) {
    newest.set(updateKey, Math.max(newest.get(updateKey) ?? 0, revisionNumber));
  }
  return ({ updateKey, revisionNumber }) => newest.get(updateKey) === revisionNumber;
}
