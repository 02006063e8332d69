import type { Catalog } from '../../catalog.ts';
import { type ContentStore, extensionOf } from '../../content-store.ts';
import type { DeploymentAction } from '../../deployment-action.ts';

/** Revisions a file is reported with at most: drivers share their files with hundreds. */
const MAX_NAMES = 10;

/** Actions that need the files of a revision ([MS-WSUSSS] §3.2.4.4). */
const INSTALLING: readonly DeploymentAction[] = ['Install', 'OptionalInstall'];

/** Which files are fetched. */
export interface ContentPolicy {
  /**
   * `approved` as with LazySync: of revisions approved for installation, their bundle members included, and those a
   * downstream server asked for. `all`: of every revision that is not declined, and those. `none` as with
   * CatalogOnlySync.
   */
  readonly files: 'approved' | 'all' | 'none';
  /** Whether Express files are fetched too (ServerHostsPsfFiles); they are not when left out. */
  readonly expressFiles?: boolean;
  /** Short names such as `de`: licence texts in other languages are left out. Payload has no language. */
  readonly languages?: readonly string[];
}

/** A file that is to be fetched. */
export interface NeededFile {
  readonly sha1: Buffer;
  readonly sha256: Buffer | null;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly muUrl: string | null;
  /** Revisions it is for as `UpdateID.revision`, at least one and at most ten. */
  readonly updates: readonly string[];
}

interface Row extends Omit<NeededFile, 'updates'> {
  readonly revision: string;
}

/** A member of a bundle has its own files, and may be a bundle itself. */
const APPROVED = `
  SELECT revision_id FROM deployment
    WHERE is_implicit = 0 AND action IN (SELECT value FROM json_each(@installing))
  UNION SELECT m.revision_id FROM picked JOIN bundle b USING (revision_id)
    JOIN revision m ON m.update_key = b.update_key AND m.revision_number = b.revision_number`;

const ALL = 'SELECT revision_id FROM revision JOIN update_identity USING (update_key) WHERE declined = 0';

/** Rows of one file follow each other; one of them may come twice. */
const rowsOf = (picked: string): string => `
  WITH RECURSIVE picked(revision_id) AS (${picked}),
  named(sha1, revision_id) AS (
    SELECT sha1, revision_id FROM picked JOIN revision_file USING (revision_id)
      WHERE @languages IS NULL OR language IS NULL OR lower(language) IN (SELECT value FROM json_each(@languages))
    UNION ALL SELECT sha1, revision_id FROM wanted_file JOIN revision_file USING (sha1))
  SELECT f.sha1, f.sha256, f.file_name AS fileName, f.size, f.mu_url AS muUrl,
    u.update_id || '.' || r.revision_number AS revision
  FROM named JOIN file f USING (sha1) JOIN revision r USING (revision_id) JOIN update_identity u USING (update_key)
  WHERE @express = 1 OR f.patching_type IS NOT 'Express'
  ORDER BY f.sha1, r.revision_id`;

/**
 * The files `policy` wants that `store` has not, or has with another size, in the order of their SHA-1. Nothing can
 * be written to the catalogue until the last one was taken: the statement is open so long.
 */
export function* neededFiles(
  { database }: Catalog,
  store: ContentStore,
  policy: ContentPolicy,
): Generator<NeededFile> {
  if (policy.files === 'none') return;
  const rows = database
    .prepare<[object], Row>(rowsOf(policy.files === 'all' ? ALL : APPROVED))
    .iterate(parametersOf(policy));
  for (const file of merged(rows)) {
    if (!isStored(store, file)) yield file;
  }
}

function parametersOf({ files, expressFiles = false, languages }: ContentPolicy): object {
  return {
    express: Number(expressFiles),
    languages: languages ? JSON.stringify(languages.map((one) => one.toLowerCase())) : null,
    // SQLite refuses a parameter the statement does not have.
    ...(files === 'approved' && { installing: JSON.stringify(INSTALLING) }),
  };
}

/** One file of the rows that follow each other with its SHA-1. */
function* merged(rows: Iterable<Row>): Generator<NeededFile> {
  let last: (NeededFile & { readonly updates: string[] }) | undefined;
  for (const { revision, ...file } of rows) {
    if (last?.sha1.equals(file.sha1)) {
      const isAnother = last.updates.at(-1) !== revision;
      if (isAnother && last.updates.length < MAX_NAMES) last.updates.push(revision);
      continue;
    }
    if (last) yield last;
    last = { ...file, updates: [revision] };
  }
  if (last) yield last;
}

/** A file of another size is one that lost bytes. What has no extension cannot be kept, and is refused later. */
function isStored(store: ContentStore, { sha1, fileName, size }: NeededFile): boolean {
  const extension = extensionOf(fileName);
  return extension !== '' && store.sizeOf(sha1.toString('hex'), extension) === size;
}
