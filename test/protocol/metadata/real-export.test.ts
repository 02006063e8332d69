import { XMLParser } from 'fast-xml-parser';
import t from 'tap';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import type { UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import { realExport } from '../../helpers/real-export.ts';

const judge = new XMLParser({
  ignoreAttributes: false,
  preserveOrder: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  attributeNamePrefix: '',
  maxNestedTags: 256,
});

/** What fast-xml-parser makes of an element: its children under its name, attributes under `:@`. */
type Judged = { readonly ':@'?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

interface Plain {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Plain | string)[];
}

const LETTERS = new Map([
  ['bar', 'b.'],
  ['mar', 'm.'],
  ['msiar', 'm.'],
]);
const CORE = new Set(['UpdateType', 'ExplicitlyDeployable', 'AutoSelectOnWebSites', 'OSUpgrade', 'EulaID']);

/** The judge's tree without blank text; `name` rewrites the names of elements. */
function plain(nodes: readonly Judged[], name: (raw: string) => string): (Plain | string)[] {
  return nodes.flatMap((node): (Plain | string)[] => {
    const raw = Object.keys(node).find((key) => key !== ':@')!;
    if (raw === '#text') {
      const text = String(node[raw]);
      return text.trim() === '' ? [] : [text];
    }
    const attributes = Object.entries(node[':@'] ?? {}).filter(([key]) => !key.startsWith('xmlns'));
    const children = plain(node[raw] as Judged[], name);
    return [{ name: name(raw), attributes: Object.fromEntries(attributes), children }];
  });
}

function lettered(raw: string): string {
  const [prefix, local] = raw.includes(':') ? raw.split(':') : ['', raw];
  return (LETTERS.get(prefix!) ?? '') + local;
}

/** [MS-WUSP] §3.1.1.1 once more, on the judge's tree. */
function expectedCore(xml: string): Plain[] {
  const [root] = plain(judge.parse(xml), lettered) as [Plain];
  const parts = ['UpdateIdentity', 'Properties', 'Relationships', 'ApplicabilityRules'];
  return parts.flatMap((part) => {
    const found = root.children.find((child) => typeof child !== 'string' && child.name === part);
    if (found === undefined || typeof found === 'string') return [];
    if (part !== 'Properties') return [found];
    const kept = Object.entries(found.attributes).filter(
      ([key, value]) => CORE.has(key) && value !== 'false',
    );
    return [{ ...found, attributes: Object.fromEntries(kept), children: [] }];
  });
}

t.test('the whole real export is read', async (t) => {
  const revisions = realExport(t);
  if (revisions === undefined) return;
  const newest = new Map<string, UpdateDocument>();
  let strangers = 0;
  for (const { updateId, revisionNumber, xml } of revisions) {
    const document = parseUpdateDocument(xml);
    if (document.updateId !== updateId || document.revisionNumber !== revisionNumber) strangers += 1;
    newest.set(document.updateId, document);
  }
  t.equal(revisions.length, 4125);
  t.equal(strangers, 0, 'each document says what the list of the export says');
  const kinds: Record<string, number> = {};
  for (const { updateType, categoryType } of newest.values()) {
    kinds[categoryType ?? updateType] = (kinds[categoryType ?? updateType] ?? 0) + 1;
  }
  t.same(kinds, { Detectoid: 3660, Product: 356, ProductFamily: 57, UpdateClassification: 12, Company: 2 });
});

t.test('Core says what a second reader derives from the specification', async (t) => {
  const revisions = realExport(t);
  if (revisions === undefined) return;
  const different = revisions.filter(({ xml }) => {
    const core = plain(judge.parse(parseUpdateDocument(xml).fragments.core), (raw) => raw);
    return JSON.stringify(core) !== JSON.stringify(expectedCore(xml));
  });
  t.same(
    different.map(({ updateId }) => updateId),
    [],
  );
});
