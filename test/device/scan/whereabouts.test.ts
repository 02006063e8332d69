import t, { type Test } from 'tap';
import { policyFromFlags } from '../../../device/policy/policy-flags.ts';
import type { RegistryChange } from '../../../device/policy/reg-file.ts';
import type { FileLocation } from '../../../protocol/wusp/extended-types.ts';
import { infoOf } from '../../helpers/cores.ts';
import { openScanner, type ScanningDevice } from '../../helpers/scanning-device.ts';
import { answers, configAnswer, pageOf, startScriptedWsus } from '../../helpers/scripted-wsus.ts';

const FILE = Buffer.alloc(20, 7);
const OTHER = Buffer.alloc(20, 8);
const Xml = `<ExtendedProperties /><Files><File Digest="${FILE.toString('base64')}" DigestAlgorithm="SHA1" FileName="a.cab" Size="1" /></Files>`;

/** A device that scanned a server with one update of one file, which says that files are at `FileLocations`. */
async function scanned(
  t: Test,
  FileLocations: readonly FileLocation[],
  more: readonly RegistryChange[] = [],
): Promise<ScanningDevice> {
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [pageOf({ NewUpdates: [infoOf({ id: 1 })] })],
    GetExtendedUpdateInfo: answers('GetExtendedUpdateInfo', {
      GetExtendedUpdateInfoResult: { Updates: [{ ID: 1, Xml }], FileLocations },
    }),
  });
  const one = openScanner(t, wsus.url, { policy: [...policyFromFlags({ server: wsus.url }), ...more] });
  t.equal(await one.outcome(), 'done');
  return one;
}

function isOffered({ device, told }: ScanningDevice): readonly boolean[] {
  return [told.some(({ kind }) => kind === 'offer'), device.offers().offers.length === 1];
}

t.test('an update is not offered while the server does not say where its file is', async (t) => {
  const one = await scanned(t, []);
  t.same(isOffered(one), [false, false], 'neither by the scan nor by what follows from it');
  const reason = 'the server does not say where its file a.cab is';
  t.match(one.device.offers().withheld, [{ reason }]);
  t.ok(one.told.some((event) => event.kind === 'withheld' && event.reason === reason));
});

t.test('an update is offered once the server says where its file is', async (t) => {
  t.same(isOffered(await scanned(t, [{ FileDigest: FILE, Url: 'http://h/a.cab' }])), [true, true]);
});

t.test('a server that did not say where a file is is asked again with the next scan', async (t) => {
  const Updates = [{ ID: 1, Xml }];
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [pageOf({ NewUpdates: [infoOf({ id: 1 })] })],
    GetExtendedUpdateInfo: [
      { value: { GetExtendedUpdateInfoResult: { Updates } } },
      {
        value: {
          GetExtendedUpdateInfoResult: {
            Updates,
            FileLocations: [{ FileDigest: FILE, Url: 'http://h/a.cab' }],
          },
        },
      },
    ],
  });
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome(), 'done');
  t.same(isOffered(one), [false, false]);
  for (let scan = 0; scan < 2; scan += 1) t.equal(await one.outcome(), 'done');
  t.same(isOffered(one), [true, true]);
  t.equal(wsus.asked('GetExtendedUpdateInfo').length, 2, 'and no more once all is known');
});

t.test('an update whose file has an empty address is offered, for the download to tell', async (t) => {
  t.same(isOffered(await scanned(t, [{ FileDigest: FILE }])), [true, true]);
});

t.test('an update is offered where policy has another server stand in', async (t) => {
  const key = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';
  const policy: readonly RegistryChange[] = [
    {
      kind: 'set',
      key,
      name: 'UpdateServiceUrlAlternate',
      value: { type: 'REG_SZ', data: 'http://other.test' },
    },
    { kind: 'set', key, name: 'FillEmptyContentUrls', value: { type: 'REG_DWORD', data: 1 } },
  ];
  t.same(isOffered(await scanned(t, [], policy)), [true, true]);
});

t.test('addresses of files nobody asked for are not kept', async (t) => {
  const one = await scanned(t, [
    { FileDigest: OTHER, Url: 'http://h/b.cab' },
    { FileDigest: FILE, Url: 'http://h/a.cab' },
  ]);
  t.same(one.kept.datastore().locations, [[FILE.toString('hex'), 'http://h/a.cab']]);
});

t.test('a server that wants to be asked for one update at a time is asked for ten', async (t) => {
  const wsus = await startScriptedWsus(t, {
    GetConfig: configAnswer({
      Properties: [
        { Name: 'MaxExtendedUpdatesPerRequest', Value: '1' },
        { Name: 'ProtocolVersion', Value: '3.2' },
      ],
    }),
    SyncUpdates: [pageOf({ NewUpdates: Array.from({ length: 25 }, (_, at) => infoOf({ id: at + 1 })) })],
  });
  t.equal(await openScanner(t, wsus.url).outcome(), 'done');
  t.equal(wsus.asked('GetExtendedUpdateInfo').length, 3);
});

t.test('of warnings of one kind twenty are told, and how many more there are', async (t) => {
  const NewUpdates = Array.from({ length: 30 }, (_, at) => infoOf({ id: at + 1, installed: `Unheard${at}` }));
  const wsus = await startScriptedWsus(t, { SyncUpdates: [pageOf({ NewUpdates })] });
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome(), 'done');
  t.equal(one.warnings().length, 21);
  t.equal(one.warnings().at(-1), '… and 10 more of this kind');
});

t.test('of status events no server took the last alone is kept', async (t) => {
  const wsus = await startScriptedWsus(t);
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome(), 'done');
  t.equal(await one.outcome(), 'done');
  t.same(
    one.events().map(({ id }) => id),
    [147, 147, 156],
  );
});

t.test('a storage that cannot be written does not take the place of what a scan failed with', async (t) => {
  const wsus = await startScriptedWsus(t, { SyncUpdates: { fault: 'InternalServerError' } });
  const one = openScanner(t, wsus.url);
  one.kept.writeRecord = () => {
    throw new Error('the disk is full');
  };
  t.match(await one.outcome(), /^WU_E_PT_SOAP_SERVER/);
  t.ok(one.warnings().includes('the device is not kept: the disk is full'));
});
