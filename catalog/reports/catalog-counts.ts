import type { Database } from '../store/database.ts';

/** How much there is in a catalogue. */
export interface CatalogCounts {
  readonly updates: number;
  readonly revisions: number;
  /** What administrators and rules approved. */
  readonly approvals: number;
  readonly declined: number;
  /** The built-in ones included. */
  readonly groups: number;
  readonly computers: number;
  readonly events: number;
}

const SELECT = `SELECT (SELECT count(*) FROM update_identity k
    WHERE EXISTS (SELECT 1 FROM revision r WHERE r.update_key = k.update_key)) AS updates,
  (SELECT count(*) FROM revision) AS revisions,
  (SELECT count(*) FROM deployment WHERE is_implicit = 0) AS approvals,
  (SELECT count(*) FROM update_identity WHERE declined = 1) AS declined,
  (SELECT count(*) FROM target_group) AS groups,
  (SELECT count(*) FROM computer) AS computers,
  (SELECT count(*) FROM event) AS events`;

export function countCatalog(database: Database): CatalogCounts {
  return database.prepare<[], CatalogCounts>(SELECT).get() as CatalogCounts;
}
