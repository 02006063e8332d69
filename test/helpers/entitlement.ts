import type Sqlite from 'better-sqlite3';
import { XMLParser } from 'fast-xml-parser';

/** A revision as its document tells, read by another parser than the catalogue's. */
export interface KnownRevision {
  readonly revisionId: number;
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly isDriver: boolean;
  /** Clauses of UpdateIDs. */
  readonly prerequisites: readonly (readonly string[])[];
}

type Node = Record<string, unknown>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  isArray: (name) => name === 'UpdateIdentity' || name === 'AtLeastOne',
});

/** The newest revision of every update that is not declined, straight from the stored documents. */
export function newestRevisions(database: Sqlite.Database): KnownRevision[] {
  const rows = database
    .prepare(
      `SELECT revision_id AS id, xml FROM document JOIN revision USING (revision_id) JOIN update_identity USING (update_key)
       WHERE declined = 0`,
    )
    .all() as { id: number; xml: string }[];
  const newest = new Map<string, KnownRevision>();
  for (const { id, xml } of rows) {
    const one = read(id, xml);
    const known = newest.get(one.updateId);
    if (known === undefined || known.revisionNumber < one.revisionNumber) newest.set(one.updateId, one);
  }
  return [...newest.values()];
}

function read(revisionId: number, xml: string): KnownRevision {
  const update = (parser.parse(xml) as { Update: Node }).Update;
  const identity = (update.UpdateIdentity as Node[])[0] as Node;
  const prerequisites = (update.Relationships as Node | undefined)?.Prerequisites as Node | undefined;
  const idsIn = (node: Node | undefined): string[] =>
    ((node?.UpdateIdentity ?? []) as Node[]).map((one) => String(one['@UpdateID']).toLowerCase());
  return {
    revisionId,
    updateId: String(identity['@UpdateID']).toLowerCase(),
    revisionNumber: Number(identity['@RevisionNumber']),
    isDriver: (update.Properties as Node)['@UpdateType'] === 'Driver',
    prerequisites: [
      ...idsIn(prerequisites).map((id) => [id]),
      ...((prerequisites?.AtLeastOne ?? []) as Node[]).map((clause) => idsIn(clause)),
    ],
  };
}

/** What a client that calls every non-leaf installed may see in the end, and the rounds it takes. */
export function entitled(revisions: readonly KnownRevision[]): {
  all: readonly KnownRevision[];
  rounds: number;
} {
  const targets = new Set(revisions.flatMap(({ prerequisites }) => prerequisites.flat()));
  const installed = new Set<string>();
  const seen = new Set<KnownRevision>();
  for (let rounds = 0; ; rounds++) {
    const fresh = revisions.filter(
      (one) =>
        !seen.has(one) &&
        !one.isDriver &&
        one.prerequisites.every((clause) => clause.some((id) => installed.has(id))),
    );
    if (fresh.length === 0) return { all: [...seen], rounds };
    for (const one of fresh) {
      seen.add(one);
      if (targets.has(one.updateId)) installed.add(one.updateId);
    }
  }
}
