import t from 'tap';
import { importDocuments } from '../../../catalog/import/import-documents.ts';
import { documentOf, importUpdates, type ShortUpdate } from '../../helpers/documents.ts';
import type { ServerFilter, Upstream } from '../../helpers/server-client.ts';
import { delta, listed, named, withCategories } from './listings.ts';

/** Imports updates of product 11 and classification 51, each for a server protocol and later ones. */
function importCompatible({ catalog }: Upstream, versions: Readonly<Record<number, string>>): void {
  const items = Object.entries(versions).map(([id, version]) => {
    const properties = `Properties CompatibleProtocolVersion="${version}" `;
    return {
      xml: documentOf({ id: Number(id), in: [11, 51] }).replace('Properties ', properties),
      source: id,
    };
  });
  catalog.write(() => importDocuments(catalog, items));
}

t.test('what needs a later protocol is withheld from a server that speaks an earlier one', async (t) => {
  const upstream = await withCategories(t);
  const { catalog, server } = upstream;
  importCompatible(upstream, { 101: '1.20', 102: '1.21', 103: '1.8' });
  importUpdates(catalog, { id: 104, in: [11, 51] });
  for (const [protocolVersion, expected] of [
    ['1.20', '101 103 104'],
    ['1.21', '101 102 103 104'],
    ['1.8', '103 104'],
    ['1.3', '104'],
  ] as const) {
    const cookie = await server.serverSession({ protocolVersion });
    for (const filter of [{}, named([11], [51])])
      t.equal(await listed({ ...upstream, cookie }, filter), expected, protocolVersion);
  }
});

t.test('languages: what speaks one of them and what is for any; a new language is whole', async (t) => {
  const upstream = await withCategories(t);
  const spoken = (id: number, ...languages: string[]): ShortUpdate => ({
    id,
    in: [11, 51],
    more: { properties: { defaultLanguage: 'en', explicitlyDeployable: true, languages } },
  });
  importUpdates(
    upstream.catalog,
    spoken(101, 'de'),
    spoken(102, 'fr', 'zh-TW'),
    spoken(103),
    spoken(104, 'en', 'de'),
  );
  const ask = (Languages: ServerFilter['Languages'], Anchor?: string) =>
    listed(upstream, { ...(Languages && { Languages }), ...(Anchor && { Anchor }) });
  const language = (Id: number, Delta = false) => ({ Id, Delta });
  t.equal(await ask(undefined), '101 102 103 104');
  t.equal(await ask([]), '101 102 103 104', 'an empty list is none');
  t.equal(await ask([language(1031)]), '101 103 104');
  t.equal(await ask([language(1028)]), '102 103', 'whatever the case a document has');
  t.equal(await ask([language(1033), language(1036)]), '102 103 104');
  t.equal(await ask([language(0)]), '101 102 103 104', '0 is all of them');
  t.equal(await ask([language(4242)]), '103', 'one that nobody lists');
  const { anchor } = await upstream.server.list(upstream.cookie);
  t.equal(await ask([language(1031, true), language(1036, true)], anchor), '');
  t.equal(await ask([language(1031, true), language(1036)], anchor), '102', 'the new language whole');
  t.equal(await ask([language(0, true)], anchor), '');
  t.equal(await ask([language(0)], anchor), '101 102 103 104', 'all of them newly chosen is whole too');
  t.equal(
    await listed(upstream, {
      Anchor: anchor,
      Languages: [language(1031, true), language(1036)],
      Categories: delta(11),
      Classifications: delta(51),
    }),
    '102',
  );
});
