import t from 'tap';
import { downloadFiles } from '../../../server/server-sync/download-files.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { fuzzCaller } from '../../helpers/fuzz-world.ts';
import { startUpstream, type Upstream } from '../../helpers/server-client.ts';

const digest = (byte: number) => Buffer.alloc(20, byte);
const file = (byte: number) => ({ sha1: digest(byte).toString('hex'), fileName: `${byte}.cab`, size: byte });

const wanted = ({ catalog }: Upstream) => catalog.files.wanted().map(({ fileName }) => fileName);

t.test('known files are remembered until they are here, each once', async (t) => {
  const upstream = await startUpstream(t);
  const { server, cookie, catalog, clock } = upstream;
  importUpdates(catalog, { id: 1, files: [file(1), file(2), file(3)] });
  t.same(await server.call('DownloadFiles', { cookie, fileDigestList: [digest(2)] }), {});
  clock.advance(1000);
  await server.call('DownloadFiles', { cookie, fileDigestList: [digest(1), digest(1)] });
  t.same(wanted(upstream), ['2.cab', '1.cab'], 'in the order they were asked for');
  catalog.write(() => catalog.files.unwant(digest(2)));
  t.same(wanted(upstream), ['1.cab']);
});

t.test('an unknown file fails the call and names what is missing; then nothing is remembered', async (t) => {
  const upstream = await startUpstream(t);
  const { server, cookie, catalog } = upstream;
  importUpdates(catalog, { id: 1, files: [file(1)] });
  const fileDigestList = [digest(8), digest(1), digest(9)];
  const names = `${digest(8).toString('base64')}|${digest(9).toString('base64')}`;
  t.equal(await server.fault('DownloadFiles', { cookie, fileDigestList }), `FileDigestsMissing: ${names}`);
  t.same(wanted(upstream), []);
});

t.test('no list and more than a hundred are refused, none at all is no harm', async (t) => {
  const { server, cookie, catalog } = await startUpstream(t);
  importUpdates(catalog, { id: 1, files: [file(1)] });
  const fault = (count?: number) =>
    server.fault('DownloadFiles', {
      cookie,
      ...(count !== undefined && { fileDigestList: Array.from({ length: count }, () => digest(1)) }),
    });
  t.equal(await fault(), 'InvalidParameters: fileDigestList');
  t.equal(await fault(101), 'InvalidParameters: fileDigestList');
  t.equal(await fault(100), 'no fault');
  t.equal(await fault(0), 'no fault');
});

t.test('the double is told that files are wanted, when some are', async (t) => {
  const { world, cookie, catalog } = await startUpstream(t);
  importUpdates(catalog, { id: 1, files: [file(1)] });
  let told = 0;
  const listening = { ...world, filesWanted: () => told++ };
  downloadFiles(listening, fuzzCaller, { cookie, fileDigestList: [digest(1)] });
  t.equal(told, 1);
  downloadFiles(listening, fuzzCaller, { cookie, fileDigestList: [] });
  t.throws(() => downloadFiles(listening, fuzzCaller, { cookie, fileDigestList: [digest(7)] }));
  t.equal(told, 1);
});
