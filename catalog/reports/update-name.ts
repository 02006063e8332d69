import { fail } from '../../platform/errors/index.ts';
import { plainLine } from '../../platform/plain-text.ts';
import { isGuid } from '../import/seed-names.ts';
import type { Database } from '../store/database.ts';
import { NEWEST } from '../store/revision-conditions.ts';
import { likeText } from './update-filter.ts';

/** Finds updates by what people call them. */
export interface UpdateNames {
  /** The UpdateID for an UpdateID, a KB number or an exact title. Throws when it names none, or more than one. */
  require(name: string): string;
  /** The title of the newest revision; empty for an update that is not here. */
  title(updateId: string): string;
}

interface Candidate {
  readonly updateId: string;
  readonly title: string;
  /** Members of a bundle are not: they often bear the title and the number of their bundle. */
  readonly isOffered: 0 | 1;
}

/** Most candidates an error lists, and how much it shows of their titles. */
const MAX_LISTED = 5;
const MAX_TITLE = 80;

const SELECT = `SELECT u.update_id AS updateId, r.title,
    r.explicitly_deployable = 1 OR r.update_type NOT IN ('Software', 'Driver') AS isOffered
  FROM revision r JOIN update_identity u USING (update_key)`;

export function createUpdateNames(database: Database): UpdateNames {
  const byId = database.prepare<[string], Candidate>(
    `${SELECT} WHERE u.update_id = ? ORDER BY r.revision_number DESC LIMIT 1`,
  );
  const byNumber = database.prepare<[string], Candidate>(
    `${SELECT} WHERE ' ' || r.kb_article_ids || ' ' LIKE '% ' || ? || ' %' AND ${NEWEST} ORDER BY r.revision_id`,
  );
  const byTitle = database.prepare<[string], Candidate>(
    `${SELECT} WHERE r.title = ? COLLATE NOCASE AND ${NEWEST} ORDER BY r.revision_id`,
  );
  const like = database.prepare<[string], Candidate>(
    `${SELECT} WHERE r.title LIKE ? ESCAPE '\\' AND ${NEWEST} ORDER BY r.explicitly_deployable DESC, r.revision_id LIMIT ${MAX_LISTED}`,
  );
  return {
    title: (updateId) => byId.get(updateId.toLowerCase())?.title ?? '',
    require: (given) => {
      const name = given.trim();
      if (isGuid(name))
        return byId.get(name.toLowerCase())?.updateId ?? fail('CATALOG_UPDATE_UNKNOWN', { updateId: name });
      const number = /^(?:KB)?(\d{1,12})$/i.exec(name)?.[1];
      const numbered = number === undefined ? [] : byNumber.all(number);
      const found = offeredFirst(numbered.length > 0 ? numbered : byTitle.all(name));
      const [one] = found;
      if (one === undefined) return unknown(name, name === '' ? [] : like.all(`%${likeText(name)}%`));
      return found.length === 1 ? one.updateId : ambiguous(name, found);
    },
  };
}

/** Those that can be approved, or all where none can. */
function offeredFirst(found: readonly Candidate[]): readonly Candidate[] {
  const offered = found.filter(({ isOffered }) => isOffered === 1);
  return offered.length > 0 ? offered : found;
}

function unknown(name: string, near: readonly Candidate[]): never {
  const repair =
    near.length === 0
      ? 'Give its UpdateID, KB number or whole title; `mock-wu update list --text` looks for it.'
      : `Give the whole title or the UpdateID, such as: ${listed(near)}.`;
  return fail('CATALOG_UPDATE_NAME_UNKNOWN', { name, repair });
}

function ambiguous(name: string, found: readonly Candidate[]): never {
  return fail('CATALOG_UPDATE_AMBIGUOUS', { name, count: found.length, candidates: listed(found) });
}

function listed(candidates: readonly Candidate[]): string {
  const shown = candidates
    .slice(0, MAX_LISTED)
    .map(({ updateId, title }) => `${updateId} (${plainLine(title).slice(0, MAX_TITLE)})`);
  return [...shown, ...(candidates.length > MAX_LISTED ? ['…'] : [])].join(', ');
}
