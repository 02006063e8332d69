import { createSchemaCheck } from '../../platform/documents/check-schema.ts';
import { fail } from '../../platform/errors/index.ts';
import { JournalQuery } from './query.ts';

const check = createSchemaCheck(() => JournalQuery);

/**
 * Throws JOURNAL_QUERY_INVALID for what is no query: a name that is misspelt would mean nothing, and so everything.
 */
export function checkQuery(query: unknown): void {
  const found = check(query);
  if (found === undefined) return;
  const where = found.path.join('.');
  fail('JOURNAL_QUERY_INVALID', {
    problem: `${where === '' ? '' : `${where}: `}${found.problem}`,
    repair: found.repair,
  });
}
