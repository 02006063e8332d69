import t from 'tap';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { startUpstream } from '../../helpers/server-client.ts';
import { START } from '../../helpers/services.ts';

t.test('GetRelatedRevisionsForUpdates names the update, its members and its prerequisites', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(
    catalog,
    { id: 1, type: 'Category' },
    { id: 2, type: 'Detectoid', revision: 4 },
    { id: 3, deployable: false },
    { id: 4, revision: 2, in: [1], needs: [[2]], bundles: [[[3, 1]]] },
    { id: 5 },
  );
  const ask = async (updateIDs: readonly string[]) => {
    const { GetRelatedRevisionsForUpdatesResult: found } = await server.call(
      'GetRelatedRevisionsForUpdates',
      {
        cookie,
        updateIDs,
      },
    );
    return found?.map(({ UpdateID, RevisionNumber }) => `${Number(UpdateID.slice(-12))}.${RevisionNumber}`);
  };
  t.same(await ask([idOf(4).toUpperCase()]), ['1.1', '2.4', '3.1', '4.2'], 'whatever the case');
  t.same(await ask([idOf(5), idOf(99)]), ['5.1'], 'what is not here is passed over');
  t.same(await ask([]), []);
});

t.test('GetRelatedRevisionsForUpdates has the limit of GetUpdateData', async (t) => {
  const { server, cookie } = await startUpstream(t);
  const ask = (count?: number) =>
    server.fault('GetRelatedRevisionsForUpdates', {
      cookie,
      ...(count !== undefined && { updateIDs: Array.from({ length: count }, (_none, at) => idOf(at)) }),
    });
  t.equal(await ask(), 'InvalidParameters: updateIDs');
  t.equal(await ask(101), 'InvalidParameters: updateIDs');
  t.equal(await ask(100), 'no fault');
});

t.test('Ping says that the service is well, and needs no cookie', async (t) => {
  const { server } = await startUpstream(t);
  const { PingResult } = await server.call('Ping', { pingLevel: 1 });
  t.match(PingResult, { SuccessFlag: true, IsHttps: false, ServicesMachine: '127.0.0.1' });
  t.equal(Date.parse(PingResult?.ServicesTime ?? ''), Date.parse(START));
});
