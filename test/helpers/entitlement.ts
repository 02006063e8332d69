import type Sqlite from 'better-sqlite3';
import { XMLParser } from 'fast-xml-parser';

/** A revision as its document tells, read by another parser than the catalogue's. */
export interface KnownRevision {
  readonly revisionId: number;
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly isDriver: boolean;
  readonly isDeclined: boolean;
  /** Whether it is offered by itself, not only as a member of a bundle. */
  readonly isDeployable: boolean;
  /** UpdateIDs of what it bundles. */
  readonly bundled: readonly string[];
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

/**
 * The newest revision of every update that is not declined, straight from the stored documents; without members
 * whose bundles are all declined.
 */
export function newestRevisions(database: Sqlite.Database): KnownRevision[] {
  const rows = database
    .prepare(
      `SELECT revision_id AS id, declined, xml FROM document JOIN revision USING (revision_id)
       JOIN update_identity USING (update_key)`,
    )
    .all() as { id: number; declined: 0 | 1; xml: string }[];
  const newest = new Map<string, KnownRevision>();
  for (const { id, declined, xml } of rows) {
    const one = read(id, xml, declined === 1);
    const known = newest.get(one.updateId);
    if (known === undefined || known.revisionNumber < one.revisionNumber) newest.set(one.updateId, one);
  }
  const all = [...newest.values()];
  const members = new Set(all.flatMap(({ bundled }) => bundled));
  const shown = new Set(all.filter(({ isDeclined }) => !isDeclined).flatMap(({ bundled }) => bundled));
  return all.filter(
    ({ updateId, isDeclined, isDeployable }) =>
      !isDeclined && (isDeployable || !members.has(updateId) || shown.has(updateId)),
  );
}

function read(revisionId: number, xml: string, isDeclined: boolean): KnownRevision {
  const update = (parser.parse(xml) as { Update: Node }).Update;
  const identity = (update.UpdateIdentity as Node[])[0] as Node;
  const prerequisites = (update.Relationships as Node | undefined)?.Prerequisites as Node | undefined;
  const bundle = (update.Relationships as Node | undefined)?.BundledUpdates as Node | undefined;
  const idsIn = (node: Node | undefined): string[] =>
    ((node?.UpdateIdentity ?? []) as Node[]).map((one) => String(one['@UpdateID']).toLowerCase());
  return {
    revisionId,
    updateId: String(identity['@UpdateID']).toLowerCase(),
    revisionNumber: Number(identity['@RevisionNumber']),
    isDeclined,
    isDeployable: (update.Properties as Node)['@ExplicitlyDeployable'] === 'true',
    bundled: [...idsIn(bundle), ...((bundle?.AtLeastOne ?? []) as Node[]).flatMap((clause) => idsIn(clause))],
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
