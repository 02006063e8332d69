import type { Database } from '../store/database.ts';
import type { RuleDefinition } from './rule-definition.ts';

/** Finds what an automatic approval rule is about. */
export interface RuleMatcher {
  /** UpdateIDs the rule matches, of all updates here or of the revisions given. */
  updates(rule: RuleDefinition, revisionIds?: readonly number[]): readonly string[];
  /** Whether the group has an approval for some revision of the update already: a rule does not overrule one. */
  isDecided(updateId: string, groupId: string): boolean;
  /** The licence of the newest revision of an update, where it has one. */
  licenceOf(updateId: string): string | null | undefined;
}

/** What a rule can approve: it is offered by itself, published, and not declined. */
const CANDIDATES = `SELECT DISTINCT u.update_id FROM revision r JOIN update_identity u USING (update_key)
  WHERE r.explicitly_deployable = 1 AND r.publication_state = 'Published' AND u.declined = 0
    AND r.update_type IN ('Software', 'Driver')
    AND r.revision_number = (SELECT max(revision_number) FROM revision WHERE update_key = r.update_key)`;

/** The revision is in one of the categories of a JSON array, or the array is empty. */
const IN_CATEGORY = `(json_array_length(?) = 0 OR EXISTS (
    SELECT 1 FROM prerequisite p JOIN update_identity c ON c.update_key = p.update_key
    WHERE p.revision_id = r.revision_id AND p.is_category = 1
      AND c.update_id IN (SELECT lower(value) FROM json_each(?))))`;

export function createRuleMatcher(database: Database): RuleMatcher {
  const matching = `${CANDIDATES} AND ${IN_CATEGORY} AND ${IN_CATEGORY}`;
  const all = database.prepare(`${matching} ORDER BY r.revision_id`).pluck();
  const some = database
    .prepare(`${matching} AND r.revision_id IN (SELECT value FROM json_each(?)) ORDER BY r.revision_id`)
    .pluck();
  const decided = database
    .prepare(
      `SELECT 1 FROM deployment d JOIN revision r USING (revision_id) JOIN update_identity u USING (update_key)
       WHERE u.update_id = ? AND d.group_id = ? AND d.is_implicit = 0 LIMIT 1`,
    )
    .pluck();
  const licence = database
    .prepare(
      `SELECT r.eula_id FROM revision r JOIN update_identity u USING (update_key)
       WHERE u.update_id = ? ORDER BY r.revision_number DESC LIMIT 1`,
    )
    .pluck();
  return {
    updates: ({ classifications, categories }, revisionIds) => {
      const lists = [classifications, classifications, categories, categories].map((ids) =>
        JSON.stringify(ids),
      );
      if (revisionIds === undefined) return all.all(...lists) as string[];
      return some.all(...lists, JSON.stringify(revisionIds)) as string[];
    },
    isDecided: (updateId, groupId) => decided.get(updateId, groupId) === 1,
    licenceOf: (updateId) => licence.get(updateId) as string | null | undefined,
  };
}
