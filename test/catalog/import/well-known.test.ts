import t from 'tap';
import { nameKey } from '../../../catalog/import/name-key.ts';
import { categoryAliases, wellKnownCategories } from '../../../catalog/import/well-known-categories.ts';
import { operatingSystems, processorArchitectures } from '../../../catalog/import/well-known-detectoids.ts';
import { shared } from '../../helpers/shared.ts';
import { hasTool, run } from '../../helpers/tools.ts';

t.test('no two built-in categories of one type share a name, and no two an id', async (t) => {
  const ids = wellKnownCategories.map(({ updateId }) => updateId);
  t.equal(new Set(ids).size, ids.length);
  const names = wellKnownCategories.map(({ type, name }) => `${type} ${nameKey(name)}`);
  t.equal(new Set(names).size, names.length);
});

t.test('every family and product hangs below something built in', async (t) => {
  const ids = new Set(wellKnownCategories.map(({ updateId }) => updateId));
  for (const { type, name, parent } of wellKnownCategories)
    t.equal(type === 'ProductFamily' || type === 'Product', parent !== undefined && ids.has(parent), name);
});

t.test('other names and systems lead to built-in products', async (t) => {
  const products = new Set(
    wellKnownCategories
      .filter(({ type }) => type === 'Product')
      .flatMap(({ name, updateId }) => [name, updateId]),
  );
  for (const name of categoryAliases.values()) t.ok(products.has(name), name);
  for (const { products: needed } of operatingSystems.values())
    for (const name of needed) t.ok(products.has(name), name);
});

t.test('ids, names and parents are those of a real export, as far as it holds them', async (t) => {
  const cabinet = shared(t, 'data/WSUS.cab');
  if (cabinet === undefined || !hasTool(t, 'cabextract')) return;
  const real = realDocuments(
    run('cabextract', ['-q', '-p', '-F', 'metadata.txt', cabinet]).stdout.toString('utf8'),
  );
  let compared = 0;
  for (const { updateId, name, parent } of wellKnownCategories) {
    const xml = real.get(updateId);
    if (xml === undefined) continue;
    compared++;
    t.ok(xml.includes(`>${name.replaceAll('&', '&amp;')}<`), name);
    if (parent !== undefined) t.match(xml.toLowerCase(), `updateid="${parent}"`, name);
  }
  for (const { updateId } of processorArchitectures.values())
    t.match(real.get(updateId), 'DetectoidType="Architecture"');
  t.ok(compared > 50, `${compared} compared`);
});

/** The newest document of each UpdateID in an export's `metadata.txt`. */
function realDocuments(metadata: string): ReadonlyMap<string, string> {
  const documents = new Map<string, string>();
  for (let at = 0; at < metadata.length; ) {
    const head = metadata.slice(at, at + 55).split(',', 3);
    const length = Number.parseInt(head[2] ?? '', 16);
    documents.set((head[0] ?? '').toLowerCase(), metadata.slice(at + 55, at + 55 + length));
    at += 55 + length + 2;
  }
  return documents;
}
