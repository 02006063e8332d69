import t from 'tap';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { startUpstream } from '../../helpers/server-client.ts';

const BEGINNING = '1,2006-01-01 00:00:00.000';
const FUTURE = '1,2099-01-01 00:00:00.000';
const FORM = /^\d+,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;
const GARBAGE = ['x', '1', '0,2026-11-01 10:20:30.500', '1,2026-02-30 10:20:30.500', '2026-11-01T10:20:30Z'];

t.test('anchors have the form of a real server, and all operations tell the same one', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(catalog, { id: 1 });
  const { anchor } = await server.list(cookie);
  t.match(anchor, FORM);
  t.equal((await server.list(cookie, { GetConfig: true })).anchor, anchor);
  const { GetConfigDataResult: config } = await server.call('GetConfigData', { cookie });
  t.equal(config?.NewConfigAnchor, anchor);
});

t.test('of an empty catalogue there is an anchor too, and nothing', async (t) => {
  const { server, cookie } = await startUpstream(t);
  const { anchor, revisions } = await server.list(cookie);
  t.match(anchor, FORM);
  t.same(revisions, []);
  t.same((await server.list(cookie, { GetConfig: true })).revisions, []);
});

t.test('the number counts approvals made and taken back, and one', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  const number = async () => Number((await server.list(cookie)).anchor.split(',')[0]);
  t.equal(await number(), 1);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  t.equal(await number(), 1, 'the deployment a revision comes with is no approval');
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  catalog.approvals.approve({ updateId: idOf(2), action: 'Install' });
  t.equal(await number(), 3);
  catalog.approvals.unapprove(idOf(2));
  t.equal(await number(), 4);
});

t.test(
  'an anchor long ago brings everything, one to come nothing, and the number decides nothing',
  async (t) => {
    const { server, cookie, catalog } = await startUpstream(t);
    importUpdates(catalog, { id: 1 }, { id: 2, type: 'Category' }, { id: 3, type: 'Detectoid' });
    for (const number of [1, 77, 2_147_483_647]) {
      const [early, late] = [BEGINNING.replace('1', `${number}`), FUTURE.replace('1', `${number}`)];
      t.same((await server.list(cookie, { Anchor: early })).revisions, [`${idOf(1)}.1`]);
      t.same((await server.list(cookie, { Anchor: late })).revisions, []);
      const config = (Anchor: string) => server.list(cookie, { GetConfig: true, Anchor });
      t.same((await config(early)).revisions, [`${idOf(2)}.1`, `${idOf(3)}.1`]);
      t.same((await config(late)).revisions, []);
    }
    t.same((await server.list(cookie, { Anchor: '' })).revisions, [`${idOf(1)}.1`], 'an empty one is none');
  },
);

t.test('what is no anchor is refused, by the name of the parameter', async (t) => {
  const { server, cookie } = await startUpstream(t);
  const { anchor } = await server.list(cookie);
  for (const text of GARBAGE) {
    for (const GetConfig of [true, false])
      t.equal(
        await server.fault('GetRevisionIdList', { cookie, filter: { GetConfig, Anchor: text } }),
        'InvalidParameters: filter',
        text,
      );
    t.equal(
      await server.fault('GetConfigData', { cookie, configAnchor: text }),
      'InvalidParameters: configAnchor',
    );
    t.equal(
      await server.fault('GetDeployments', { cookie, syncAnchor: text }),
      'InvalidParameters: syncAnchor',
    );
    t.equal(
      await server.fault('GetDeployments', { cookie, deploymentAnchor: text, syncAnchor: anchor }),
      'InvalidParameters: deploymentAnchor',
    );
  }
  t.equal(
    await server.fault('GetRevisionIdList', { cookie }),
    'InvalidParameters: filter',
    'no filter at all',
  );
});

t.test('with a clock that stands still nothing is missed and nothing repeated', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(catalog, { id: 1 });
  let { anchor } = await server.list(cookie);
  for (let id = 2; id <= 60; id++) {
    importUpdates(catalog, { id }, { id: 1000 + id });
    const delta = await server.list(cookie, { Anchor: anchor });
    t.same(delta.revisions, [`${idOf(id)}.1`, `${idOf(1000 + id)}.1`], `import ${id}`);
    t.same((await server.list(cookie, { Anchor: delta.anchor })).revisions, [], 'and no more after it');
    anchor = delta.anchor;
  }
  t.equal((await server.list(cookie)).revisions.length, 119);
});

t.test('a clock that is put back loses nothing either', async (t) => {
  const { server, cookie, catalog, clock } = await startUpstream(t);
  importUpdates(catalog, { id: 1 });
  const { anchor } = await server.list(cookie);
  clock.set(clock.now() - 3_600_000);
  importUpdates(catalog, { id: 2 });
  const delta = await server.list(cookie, { Anchor: anchor });
  t.same(delta.revisions, [`${idOf(2)}.1`]);
  clock.set(clock.now() + 7_200_000);
  importUpdates(catalog, { id: 3 });
  t.same((await server.list(cookie, { Anchor: delta.anchor })).revisions, [`${idOf(3)}.1`]);
});

t.test('a write that fails leaves no gap and no trace', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(catalog, { id: 1 });
  const { anchor } = await server.list(cookie);
  t.throws(() =>
    catalog.write(() => {
      importUpdates(catalog, { id: 2 });
      throw new Error('in the middle');
    }),
  );
  t.same(await server.list(cookie, { Anchor: anchor }), { anchor, revisions: [] });
  importUpdates(catalog, { id: 2 });
  t.same((await server.list(cookie, { Anchor: anchor })).revisions, [`${idOf(2)}.1`]);
});
