import t from 'tap';
import type { UpdateInfo } from '../../../protocol/wusp/sync-types.ts';
import { infoOf, type ShortRevision } from '../../helpers/cores.ts';
import { idOf } from '../../helpers/documents.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { pageOf, startScriptedWsus } from '../../helpers/scripted-wsus.ts';

/** `count` revisions, each made by `make` of the one after it. */
function chain(count: number, make: (id: number, next: number) => ShortRevision): readonly UpdateInfo[] {
  return Array.from({ length: count }, (_, at) => infoOf(make(at + 1, at + 2)));
}

/** Relations no catalogue has; all of them arrive in one page, the outermost first. */
const TANGLES: readonly (readonly [name: string, infos: readonly UpdateInfo[]])[] = [
  ['an update that needs itself', [infoOf({ id: 1, needs: [1] })]],
  ['two that need each other', [infoOf({ id: 1, needs: [2] }), infoOf({ id: 2, needs: [1] })]],
  ['a bundle of itself', [infoOf({ id: 1, bundles: [[1]] })]],
  [
    'a chain of 10,000 prerequisites',
    chain(10_000, (id, next) => ({ id, needs: [next], installed: 'True' })),
  ],
  [
    'one of 1,000 from its other end',
    [...chain(1_000, (id, next) => ({ id, needs: id < 1_000 ? [next] : [], installed: 'True' }))].reverse(),
  ],
  [
    'bundles nested 1,000 deep',
    chain(1_000, (id, next) => (id < 1_000 ? { id, bundles: [[next]] } : { id })),
  ],
  [
    'the same from within',
    [...chain(1_000, (id, next) => (id < 1_000 ? { id, bundles: [[next]] } : { id }))].reverse(),
  ],
];

t.test('relations without end are left out and told', async (t) => {
  for (const [name, infos] of TANGLES) {
    const wsus = await startScriptedWsus(t, { SyncUpdates: [pageOf({ NewUpdates: infos })] });
    const one = openScanner(t, wsus.url);
    t.equal(await one.outcome(), 'done', name);
    t.match(one.warnings()[0], /^the update 0{8}-.* depends on itself or on too long a chain/, name);
    t.ok(one.warnings().length < 200, `${name}: ${one.warnings().length} warnings`);
  }
});

t.test('many clauses of many levels do not multiply', async (t) => {
  const clauses = (next: number) => Array.from({ length: 20 }, () => [next]);
  const infos = chain(90, (id, next) => (id < 90 ? { id, bundles: clauses(next) } : { id }));
  const wsus = await startScriptedWsus(t, { SyncUpdates: [pageOf({ NewUpdates: infos })] });
  const { offers } = await openScanner(t, wsus.url).device.scan();
  const outermost = offers.find(({ revision }) => revision.core.updateId === idOf(1));
  t.same(
    outermost?.parts.map(({ core }) => core.updateId),
    [idOf(90)],
  );
});
