import t from 'tap';
import { collectChoices } from '../../../scripts/sync/list-values.ts';
import { mockWu } from '../../helpers/command-line.ts';
import { twoDoubles } from './two-doubles.ts';

const WINDOWS_10 = 'Windows 10, version 1903 and later';

t.test('titles keep their commas, semicolons and UpdateIDs are separated', async (t) => {
  t.same(collectChoices(`${WINDOWS_10}; windows 11;`, ['Office']), ['Office', WINDOWS_10, 'windows 11']);
  const ids = ['0fa1201d-4330-4fa8-8ae9-b877473b6441', 'CD5FFD1E-e932-4e3a-bf74-18bf0b1bbd83'];
  t.same(collectChoices(ids.join(', ')), ids);
});

t.test('only updates of the chosen products and classifications come', async (t) => {
  const { state, sync, from } = await twoDoubles(t);
  const categories = await sync(...from, '--categories-only', '--products', WINDOWS_10);
  t.match(categories, { code: 0, stderr: /^authorization\nconfiguration\ncategories\nrun 1 succeeded/ });
  const chosen = (await sync('choices', '--kind', 'products')).stdout
    .split('\n')
    .filter((line) => line.startsWith('yes'));
  t.equal(chosen.length, 1);
  t.match(chosen[0], WINDOWS_10);
  t.equal((await sync('--classifications', 'security updates')).code, 0);
  const { updates } = JSON.parse((await mockWu('update', 'list', '--json', '--state', state)).stdout);
  t.same(updates.map(({ title }: { title: string }) => /KB\d+/.exec(title)?.[0]).sort(), [
    'KB9900802',
    'KB9900902',
    'KB9901003',
  ]);
  await sync('--all-products');
  const more = JSON.parse((await mockWu('update', 'list', '--json', '--state', state)).stdout).updates;
  t.ok(more.length > updates.length, 'what is newly chosen comes as a whole');
});

t.test('--categories-only holds for one time', async (t) => {
  const { sync, from } = await twoDoubles(t);
  await sync(...from, '--categories-only');
  t.match(await sync(), { code: 0, stderr: /^updates$/m });
});

t.test('an unknown title is told with the near one', async (t) => {
  const { sync, from } = await twoDoubles(t);
  t.match(await sync(...from, '--products', 'Windos 11'), {
    code: 1,
    stderr: /run 1 failed[\s\S]*has no product "Windos 11"\n +Did you mean "Windows 11"\?/,
  });
  t.match(await sync('--all-products', '--classifications', 'Updates,Security Updates'), {
    code: 1,
    stderr: /several titles are separated by ;/,
  });
});

t.test('choices are listed with their UpdateIDs, of the kind asked for', async (t) => {
  const { sync, from } = await twoDoubles(t);
  await sync(...from, '--categories-only');
  const { choices } = JSON.parse((await sync('choices', '--kind', 'classifications', '--json')).stdout);
  t.ok(
    choices.every(({ kind, isChosen }: Record<string, unknown>) => kind === 'classifications' && isChosen),
  );
  const byTitle = new Map(choices.map((one: Record<string, unknown>) => [one.title, one.updateId]));
  t.equal(byTitle.get('Security Updates'), '0fa1201d-4330-4fa8-8ae9-b877473b6441');
  t.equal(byTitle.has('Windows 11'), false);
});
