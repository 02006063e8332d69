import t from 'tap';
import { configurationNames } from '../../../catalog/configuration/configuration-values.ts';
import { mockWu } from '../../helpers/command-line.ts';
import { stateWith } from './state.ts';

t.test('every name is shown with its value and where it is from', async (t) => {
  const { state, catalog } = stateWith(t);
  catalog.configuration.set({ pageSize: 7 });
  const { stdout } = await mockWu('config', 'show', '--state', state);
  for (const name of configurationNames)
    t.match(stdout, new RegExp(`^${name} +\\S+ +(default|stored)$`, 'm'), name);
  t.match(stdout, /^pageSize +7 +stored$/m);
  const { configuration } = JSON.parse((await mockWu('config', 'show', '--json', '--state', state)).stdout);
  t.ok(
    configuration.some(
      (one: object) => JSON.stringify(one) === '{"name":"contentUrl","value":null,"from":"default"}',
    ),
  );
});

t.test('values are stored and taken back, and a view opened before sees it', async (t) => {
  const { state, catalog } = stateWith(t);
  t.equal(catalog.view().settings.pageSize, 30);
  const set = await mockWu(
    ...[
      'config',
      'set',
      'pageSize=50',
      'isInventoryRequired=true',
      'protocolVersion=3.0',
      'contentUrl=http://a.test:8080',
    ],
    ...['--json', '--state', state],
  );
  t.equal(
    set.stderr,
    'pageSize: 50\nisInventoryRequired: true\nprotocolVersion: 3.0\ncontentUrl: http://a.test:8080\n',
  );
  t.match(JSON.parse(set.stdout).changed[0], { name: 'pageSize', value: 50 });
  t.match(catalog.view().settings, { pageSize: 50, isInventoryRequired: true, protocolVersion: '3.0' });
  const unset = await mockWu('config', 'unset', 'pageSize', 'contentUrl', '--state', state);
  t.equal(unset.stderr, 'pageSize: 30, the default\ncontentUrl: none, the default\n');
  t.same(catalog.configuration.stored(), { isInventoryRequired: true, protocolVersion: '3.0' });
  t.equal(catalog.view().settings.pageSize, 30);
});

t.test('a wrong name or value is refused and nothing is stored', async (t) => {
  const { state, catalog } = stateWith(t);
  for (const [words, problem] of [
    [['set', 'pageSize=50', 'colour=red'], 'there is no "colour"'],
    [['set', 'pageSize=0'], 'pageSize is a whole number from 1 to 10000, not "0"'],
    [['set', 'targeting=nobody'], 'one of either, server, client'],
    [['unset', 'colour'], 'there is no "colour"'],
  ] as const)
    t.match(
      await mockWu('config', ...words, '--state', state),
      { code: 1, stdout: '', stderr: problem },
      words.join(' '),
    );
  for (const words of [['set', 'pageSize'], ['set', '=5'], ['set'], ['unset'], []])
    t.equal((await mockWu('config', ...words, '--state', state)).code, 2, words.join(' '));
  t.same(catalog.configuration.stored(), {});
});
