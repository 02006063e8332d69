import { once } from 'node:events';
import { createInterface } from 'node:readline';
import t from 'tap';
import { openCatalog } from '../../../catalog/catalog.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { startHelper } from '../../helpers/helper-process.ts';
import { startUpstream } from '../../helpers/server-client.ts';

for (const [what, time] of [
  ['in step', '2026-11-01T10:20:30.500Z'],
  ['an hour late', '2026-11-01T09:20:30.500Z'],
  ['an hour early', '2026-11-01T11:20:30.500Z'],
] as const) {
  t.test(`what another process commits later is in a later delta, its clock being ${what}`, async (t) => {
    const file = `${t.testdir()}/catalog.db`;
    const { server, cookie, catalog } = await startUpstream(t, { file });
    importUpdates(catalog, { id: 1 });
    const child = startHelper('slow-import-child', file, time);
    t.teardown(() => child.kill());
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    t.same(await lines.next(), { value: 'half', done: false });

    catalog.setPatience(0);
    const during = await server.list(cookie);
    t.same(during.revisions, [`${idOf(1)}.1`], 'what is not committed is not listed');
    t.ok((await server.serverSession()).EncryptedData, 'one that is known need not wait for a note about it');
    const stranger = { accountName: 'new.example', accountGuid: idOf(9) };
    t.match(await server.fault('GetAuthorizationCookie', stranger), /^ServerBusy/);
    catalog.setPatience(5_000);
    child.stdin.write('go on\n');
    t.same(await lines.next(), { value: 'done', done: false });
    await once(child, 'close');
    importUpdates(catalog, { id: 2 });

    const delta = await server.list(cookie, { Anchor: during.anchor });
    t.same(
      delta.revisions,
      [100, 101, 2].map((id) => `${idOf(id)}.1`),
    );
    t.same((await server.list(cookie, { Anchor: delta.anchor })).revisions, []);
    t.equal(await server.fault('GetAuthorizationCookie', stranger), 'no fault');
  });
}

t.test('many imports from two connections in turn: each is in exactly one delta', async (t) => {
  const file = `${t.testdir()}/catalog.db`;
  const { server, cookie, catalog, clock } = await startUpstream(t, { file });
  const otherClock = createVirtualClock('2026-11-01T10:20:31Z');
  const other = openCatalog({ file, clock: otherClock, randomness: createSeededRandomness('other') });
  t.teardown(() => other.close());
  let { anchor } = await server.list(cookie);
  const seen: string[] = [];
  for (let id = 1; id <= 40; id++) {
    importUpdates(id % 3 === 0 ? other : catalog, { id });
    if (id % 7 === 0) clock.advance(400);
    if (id % 5 === 0) otherClock.advance(900);
    if (id % 2 === 0) continue;
    const delta = await server.list(cookie, { Anchor: anchor });
    seen.push(...delta.revisions);
    anchor = delta.anchor;
  }
  seen.push(...(await server.list(cookie, { Anchor: anchor })).revisions);
  t.same(
    seen,
    Array.from({ length: 40 }, (_none, at) => `${idOf(at + 1)}.1`),
  );
});
