import type { Catalog } from '../../catalog/catalog.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { fail } from '../../platform/errors/index.ts';
import { replaceText } from '../../platform/replace-text.ts';
import { parseUpdateDocument } from '../../protocol/metadata/parse-update-document.ts';
import type { Replacement, Step } from './scenario.ts';

type Revision = Extract<Step, { do: 'revise' }>;

/**
 * Imports the newest document of an update under another number, its texts replaced, and its members first where theirs are. Throws
 * SCENARIO_STEP for a text that is not there, and what importing throws.
 */
export function reviseUpdate(
  catalog: Catalog,
  updateId: string,
  { by = 1, replace = [], replaceInMembers = [] }: Revision,
): void {
  const old = newestDocument(catalog, updateId);
  const documents: string[] = [];
  let parent = renumbered(old, by);
  if (replaceInMembers.length > 0) {
    for (const member of membersOf(old)) {
      const xml = newestDocument(catalog, member);
      const [first] = replaceInMembers;
      if (first === undefined || replaceText(xml, ...first) === undefined) continue;
      documents.push(replaceAll(renumbered(xml, by), replaceInMembers, member));
      // The bundle names the revision of its member.
      parent = replaceAll(parent, [[identity(xml), identity(renumbered(xml, by))]], updateId);
    }
    if (documents.length === 0) missing(replaceInMembers[0]?.[0] ?? '', updateId);
  }
  documents.push(replaceAll(parent, replace, updateId));
  catalog.write(() =>
    importDocuments(
      catalog,
      documents.map((xml) => ({ xml, source: 'scenario' })),
    ),
  );
}

function newestDocument({ revisions }: Catalog, updateId: string): string {
  const key = revisions.updateKeyOf(updateId.toLowerCase()) ?? 0;
  const [newest = 0] = revisions.newestFirst(key);
  return revisions.document(newest) ?? '';
}

function membersOf(xml: string): readonly string[] {
  return parseUpdateDocument(xml).bundles.flatMap(({ revisions }) => revisions.map((one) => one.updateId));
}

/** The attributes that name a document and its revision, as our writer has them. */
function identity(xml: string): string {
  return /UpdateID="[^"]*" RevisionNumber="\d+"/.exec(xml)?.[0] ?? '';
}

function renumbered(xml: string, by: number): string {
  const own = identity(xml);
  return xml.replace(
    own,
    own.replace(/\d+(?="$)/, (number) => String(Number(number) + by)),
  );
}

function replaceAll(xml: string, pairs: readonly Replacement[], update: string): string {
  let text = xml;
  for (const [found, replacement] of pairs)
    text = replaceText(text, found, replacement) ?? missing(found, update);
  return text;
}

function missing(text: string, update: string): never {
  return fail('SCENARIO_STEP', { text: text.slice(0, 80), update });
}
