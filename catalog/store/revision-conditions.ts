/** The highest revision number of the update that `revision`, the name of a table, is one of. */
export function newestNumberOf(revision: string): string {
  return `(SELECT max(n.revision_number) FROM revision n WHERE n.update_key = ${revision}.update_key)`;
}

/** The revision `r` is the newest one of its update. */
export const NEWEST = `r.revision_number = ${newestNumberOf('r')}`;

/**
 * The update of revision `r` has an approval `d` in whatever revision `x`; `condition` narrows them. Without an outer
 * reference SQLite lists them once a query, not once a row.
 */
export function approved(condition = ''): string {
  return `r.update_key IN (SELECT x.update_key FROM deployment d JOIN revision x USING (revision_id)
  WHERE d.is_implicit = 0 ${condition})`;
}

/**
 * The revision `r` is a category. SQLite takes the index `revision_of_config` only where the condition of that index is
 * there too, hence the second half.
 */
export const IS_CATEGORY = "r.update_type = 'Category' AND r.update_type IN ('Category', 'Detectoid')";

/**
 * The revision `r` is in one of the categories whose keys the JSON array of the parameter `keys`, such as `@categories`,
 * holds.
 */
export function inOneOf(keys: string): string {
  return `EXISTS (SELECT 1 FROM prerequisite p WHERE p.revision_id = r.revision_id
    AND p.is_category = 1 AND p.update_key IN (SELECT value FROM json_each(${keys})))`;
}
