import t from 'tap';
import { driverUpdate, KEY } from '../../catalog/drivers/drivers.ts';
import { idOf, importUpdates, revisionIdOf } from '../../helpers/documents.ts';
import { driverPass, idsIn, inUse, type WireDevice, wireVersion } from '../../helpers/driver-pass.ts';
import { startServices } from '../../helpers/services.ts';

const COMPUTER = '11111111-1111-4111-8111-111111111111';
const OTHER_COMPUTER = '22222222-2222-4222-8222-222222222222';
const bare: WireDevice = { HardwareIDs: ['PCI\\A'] };

t.test('a device gets its best driver, with the ids it was picked for from client 1.6 on', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    driverUpdate(1, { hardwareId: 'PCI\\A' }, { hardwareId: 'PCI\\B' }, { hardwareId: 'PCI\\C' }),
    driverUpdate(2, { hardwareId: 'PCI\\B', driverVerDate: '2030-01-01' }),
    { id: 3 },
  );
  const picked = async (protocolVersion: string, devices: readonly WireDevice[]) => {
    const { NewUpdates } = await driverPass(client, await client.session({ protocolVersion }), devices);
    return NewUpdates?.map(({ ID, Deployment }) => [ID, Deployment?.HardwareIds]);
  };
  const one = revisionIdOf(catalog, 1);
  const both = [{ HardwareIDs: ['pci\\a', 'pci\\b'] }];
  t.same(await picked('2.90', both), [[one, ['PCI\\A']]], 'the more specific id wins over the later day');
  t.same(await picked('1.6', both), [[one, ['PCI\\A']]]);
  for (const old of ['1.0', '1.5']) t.same(await picked(old, both), [[one, undefined]], old);
  const two = [{ HardwareIDs: ['PCI\\A'] }, { CompatibleIDs: ['PCI\\C'] }];
  t.same(await picked('2.90', two), [[one, ['PCI\\A', 'PCI\\C']]], 'one update for two devices');
  t.same(await picked('2.90', [{ HardwareIDs: ['PCI\\NOTHING'] }, {}]), undefined);
});

t.test('a driver comes with its fragment and as a leaf, like any revision', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, {}));
  catalog.approvals.approve({ updateId: idOf(1), action: 'Install' });
  const { NewUpdates, Truncated } = await driverPass(client, await client.session(), [bare]);
  t.equal(NewUpdates?.length, 1);
  t.equal(Truncated, false);
  t.match(NewUpdates?.[0], { IsLeaf: true, Deployment: { Action: 'Install', IsAssigned: true } });
  t.match(NewUpdates?.[0]?.Xml, /^<UpdateIdentity .*UpdateType="Driver"/);
});

t.test('nothing comes for a device whose driver is as good, and something when it is older', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, {}));
  const cookie = await client.session();
  const pass = async (installedDriver: ReturnType<typeof inUse>) =>
    idsIn(await driverPass(client, cookie, [{ ...bare, installedDriver }]));
  const driver = [revisionIdOf(catalog, 1)];
  t.same(await pass(inUse()), [], 'the same');
  t.same(await pass(inUse({ DriverVerDate: '2023-04-19T00:00:00Z' })), [], 'a later day');
  t.same(await pass(inUse({ DriverVerDate: '2023-04-17T00:00:00Z' })), driver, 'an earlier day');
  t.same(await pass(inUse({ DriverVerVersion: wireVersion('31.0.101.2114') })), driver, 'a lower version');
  t.same(await pass(inUse({ DriverVerVersion: wireVersion('31.0.101.2116') })), [], 'a higher version');
});

t.test('versions past 2^53 and 2^63 arrive to the last digit', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    driverUpdate(1, { driverVerVersion: '32.0.65535.65535' }),
    driverUpdate(2, { hardwareId: 'PCI\\B', driverVerVersion: '40000.0.0.2' }),
  );
  const cookie = await client.session();
  const pass = async (id: string, version: string) =>
    idsIn(
      await driverPass(client, cookie, [
        {
          HardwareIDs: [id],
          installedDriver: inUse({ MatchingID: id, DriverVerVersion: wireVersion(version) }),
        },
      ]),
    ).length;
  t.equal(await pass('PCI\\A', '32.0.65535.65535'), 0);
  t.equal(await pass('PCI\\A', '32.0.65535.65534'), 1);
  t.equal(await pass('PCI\\B', '40000.0.0.2'), 0);
  t.equal(await pass('PCI\\B', '40000.0.0.1'), 1);
  t.equal(await pass('PCI\\B', '40000.0.0.3'), 0);
  t.equal(await pass('PCI\\B', '32767.65535.65535.65535'), 1, 'the sign does not turn the order round');
});

t.test('the computer the driver is for decides first, the feature score next', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    driverUpdate(1, { score: 0x20, driverVerDate: '2030-01-01' }),
    driverUpdate(2, { score: 0x10 }),
    driverUpdate(3, { targetComputerHardwareIds: [COMPUTER], driverVerDate: '2001-01-01' }),
    driverUpdate(4, { distributionComputerHardwareIds: [OTHER_COMPUTER], driverVerDate: '2031-01-01' }),
  );
  const cookie = await client.session();
  const pass = async (computers: readonly string[], FeatureScoreMatchingKey?: string) => {
    const more = {
      ComputerSpec: { HardwareIDs: computers },
      ...(FeatureScoreMatchingKey && { FeatureScoreMatchingKey }),
    };
    return idsIn(await driverPass(client, cookie, [bare], more));
  };
  const id = (n: number) => [revisionIdOf(catalog, n)];
  t.same(await pass([COMPUTER.toUpperCase()], KEY), id(3), 'targeted to this computer');
  t.same(await pass([OTHER_COMPUTER, COMPUTER], KEY), id(4), 'to the first of its ids');
  t.same(await pass([], KEY), id(2), 'the lower score');
  t.same(await pass([], 'ARM64.10.0'), id(1), 'no score for that system, so the later day');
  t.same(await pass([]), id(1), 'no key at all');
  t.same(idsIn(await driverPass(client, cookie, [bare], { ComputerSpec: {} })), id(1));
});

t.test('a driver in use is for a computer and has a rank too', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, { score: 0x10, driverVerDate: '2030-01-01' }));
  const cookie = await client.session();
  const pass = async (more: Parameters<typeof inUse>[0]) =>
    idsIn(
      await driverPass(client, cookie, [{ ...bare, installedDriver: inUse(more) }], {
        ComputerSpec: { HardwareIDs: [COMPUTER] },
        FeatureScoreMatchingKey: KEY,
      }),
    ).length;
  t.equal(await pass({}), 1);
  t.equal(
    await pass({ MatchingComputerHWID: COMPUTER }),
    0,
    'made for this computer: nothing general beats it',
  );
  t.equal(await pass({ DriverRank: 0x00_0f_00_00 }), 0, 'a better feature score');
  t.equal(await pass({ DriverRank: 0x00_11_00_00 }), 1, 'a worse one');
});

t.test('a driver comes only when its prerequisites are installed, and a declined one never', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1, type: 'Detectoid' },
    { id: 2, type: 'Category' },
    { ...driverUpdate(3, {}), needs: [[1]], in: [2] },
    driverUpdate(4, { driverVerDate: '2001-01-01' }),
  );
  const cookie = await client.session();
  const id = (n: number) => revisionIdOf(catalog, n);
  const pass = async (...installed: number[]) =>
    idsIn(await driverPass(client, cookie, [bare], { InstalledNonLeafUpdateIDs: installed.map(id) }));
  t.same(await pass(), [id(4)], 'the best that may be had');
  t.same(await pass(1), [id(4)]);
  t.same(await pass(1, 2), [id(3)]);
  catalog.approvals.decline(idOf(3));
  t.same(await pass(1, 2), [id(4)]);
  catalog.approvals.decline(idOf(4));
  t.same(await pass(1, 2), []);
  catalog.approvals.undecline(idOf(3));
  t.same(await pass(1, 2), [id(3)]);
});

t.test('of two revisions of a driver the newest comes, even if the older one was better', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, driverUpdate(1, { driverVerDate: '2030-01-01' }));
  importUpdates(catalog, { ...driverUpdate(1, { driverVerDate: '2001-01-01' }), revision: 2 });
  const cookie = await client.session();
  t.same(idsIn(await driverPass(client, cookie, [bare])), [revisionIdOf(catalog, 1, 2)]);
  const { OutOfScopeRevisionIDs } = await driverPass(client, cookie, [bare], {
    CachedDriverIDs: [revisionIdOf(catalog, 1)],
  });
  t.same(OutOfScopeRevisionIDs, [revisionIdOf(catalog, 1)]);
});

t.test('a printer stays with its maker', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(
    catalog,
    driverUpdate(1, { class: 'Printer', driverVerDate: '2031-01-01', provider: 'Fabrikam' }),
    driverUpdate(2, { class: 'Printer', driverVerDate: '2030-01-01' }),
  );
  const cookie = await client.session();
  const pass = async (Class: string) =>
    idsIn(await driverPass(client, cookie, [{ ...bare, installedDriver: inUse({ Class }) }]));
  t.same(await pass('Printer'), [revisionIdOf(catalog, 2)]);
  t.same(await pass('Display'), [revisionIdOf(catalog, 1)]);
});

t.test('an approval to remove a driver reaches only devices that can go back from it', async (t) => {
  const { client, catalog } = await startServices(t);
  importUpdates(catalog, { ...driverUpdate(1, {}), removable: true });
  catalog.approvals.approve({ updateId: idOf(1), action: 'Uninstall' });
  const cookie = await client.session();
  const pass = async (device: WireDevice) =>
    (await driverPass(client, cookie, [device])).NewUpdates?.map(({ Deployment }) => Deployment?.Action);
  const installedDriver = inUse();
  t.same(await pass({ ...bare, installedDriver }), undefined);
  t.same(await pass(bare), undefined, 'nor is it offered where it is not');
  t.same(await pass({ ...bare, installedDriver, DriverRecoveryIDs: [idOf(2)] }), undefined);
  t.same(await pass({ ...bare, installedDriver, DriverRecoveryIDs: [idOf(1).toUpperCase()] }), ['Uninstall']);
});
