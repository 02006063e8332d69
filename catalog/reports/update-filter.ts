import { approved, newestNumberOf } from '../store/revision-conditions.ts';

/** What an administrator can ask of an update; two of them must both hold. */
export type UpdateState = 'approved' | 'unapproved' | 'declined' | 'expired' | 'superseded' | 'tracked';

/** Which updates to list. An update is judged by its newest revision. */
export interface UpdateFilter {
  /** In the title, in a KB number or in the UpdateID, whatever the case. */
  readonly text?: string;
  /** UpdateIDs of classifications: it is in one of them. */
  readonly classifications?: readonly string[];
  /** UpdateIDs of products: it is in one of them. */
  readonly products?: readonly string[];
  /** Left out: software and drivers that are offered by themselves, which members of a bundle are not. */
  readonly type?: 'Software' | 'Driver' | 'Category' | 'Detectoid' | 'any';
  readonly states?: readonly UpdateState[];
}

/** A part of a WHERE clause and what fills its question marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly string[];
}

/** Lists of keys without an outer reference: SQLite works each out once a query, not once a row. */
const APPROVED = approved();
const REPORTED = `r.update_key IN (SELECT k.update_key FROM update_identity k
  WHERE k.update_id IN (SELECT DISTINCT update_id FROM computer_status))`;
const SUPERSEDED = `r.update_key IN (SELECT s.update_key FROM supersedence s
  JOIN revision x ON x.revision_id = s.revision_id JOIN update_identity k ON k.update_key = x.update_key
  WHERE k.declined = 0 AND x.publication_state <> 'Expired' AND x.revision_number = ${newestNumberOf('x')})`;

/** Columns that tell the states of revision `r` of update `u`. */
export const STATE_COLUMNS = `u.declined AS isDeclined, r.publication_state = 'Expired' AS isExpired,
  ${APPROVED} AS isApproved, ${SUPERSEDED} AS isSuperseded`;

const STATES: Readonly<Record<UpdateState, string>> = {
  approved: APPROVED,
  // What could be approved and is not.
  unapproved: `u.declined = 0 AND r.publication_state <> 'Expired' AND NOT ${APPROVED}`,
  declined: 'u.declined = 1',
  expired: "r.publication_state = 'Expired'",
  superseded: SUPERSEDED,
  tracked: `(${APPROVED} OR ${REPORTED})`,
};

const IN_CATEGORY = `EXISTS (SELECT 1 FROM prerequisite p WHERE p.revision_id = r.revision_id AND p.is_category = 1
  AND p.update_key IN (SELECT update_key FROM update_identity JOIN json_each(?) ON update_id = lower(value)))`;

/** The filter as conditions on the newest revision `r` of update `u`. */
export function conditionsOf(filter: UpdateFilter): readonly Condition[] {
  const { text, classifications, products, states = [] } = filter;
  return [
    ...states.map((state) => plain(STATES[state])),
    typeCondition(filter),
    ...(text === undefined ? [] : [textCondition(text)]),
    ...[classifications, products].flatMap((ids) =>
      ids === undefined ? [] : [{ sql: IN_CATEGORY, values: [JSON.stringify(ids)] }],
    ),
  ];
}

function typeCondition({ type }: UpdateFilter): Condition {
  if (type === 'any') return plain('1');
  if (type !== undefined) return { sql: 'r.update_type = ?', values: [type] };
  return plain("r.explicitly_deployable = 1 AND r.update_type IN ('Software', 'Driver')");
}

function textCondition(text: string): Condition {
  const pattern = `%${likeText(text)}%`;
  const number = likeText(text.replace(/^kb(?=\d)/i, ''));
  return {
    sql: `(r.title LIKE ? ESCAPE '\\' OR r.kb_article_ids LIKE ? ESCAPE '\\' OR u.update_id LIKE ? ESCAPE '\\')`,
    values: [pattern, `%${number}%`, pattern],
  };
}

/** `text` for LIKE with the escape `\`, so that it stands for itself. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

const plain = (sql: string): Condition => ({ sql, values: [] });
