import t, { type Test } from 'tap';
import type { ServicesOptions } from '../../helpers/services.ts';
import { faultOf } from '../../helpers/wusp-client.ts';
import { computerOf, details, idOf, NEVER, serverOf, startRolled } from './rolled.ts';

const path = 'computers.ComputerRollupInfo';
const at = (time: string) => ({ LastSyncTime: `2026-11-01T${time}Z` });

/** Servers 1 and 2 are known. */
async function start(t: Test, settings?: ServicesOptions['settings']) {
  const rolled = await startRolled(t, settings && { settings });
  await rolled.servers(serverOf(1), serverOf(2));
  return { ...rolled, find: (id: string) => rolled.catalog.downstreamComputers.find(id) };
}

t.test('a new computer is kept with its times and details', async (t) => {
  const { computers, find } = await start(t);
  const times = {
    LastReportedRebootTime: '2026-10-01T00:00:00Z',
    LastReportedStatusTime: '2026-10-02T00:00:00Z',
    LastInventoryTime: '0001-01-01T00:00:00',
  };
  t.same(await computers(computerOf('pc', 1, { ...times, Details: details })), []);
  t.same(find('pc'), {
    computerId: 'pc',
    parentServerId: idOf(1),
    lastSyncAt: Date.parse('2026-11-01T09:00:00Z'),
    lastSyncResult: 1,
    lastRebootAt: Date.parse('2026-10-01T00:00:00Z'),
    lastStatusAt: Date.parse('2026-10-02T00:00:00Z'),
    lastInventoryAt: null,
    details,
    receivedRollup: 0,
    effectiveLastDetection: null,
  });
});

t.test('of a computer that is new or has moved the details are asked for, once', async (t) => {
  const { computers, find } = await start(t);
  t.same(await computers(computerOf('pc', 1), computerOf('pc', 1)), ['pc NewParent']);
  t.same(await computers(computerOf('pc', 1)), []);
  t.same(await computers(computerOf('pc', 1, { Details: details })), []);
  t.same(await computers(computerOf('pc', 2)), ['pc NewParent']);
  t.equal(find('pc')?.parentServerId, idOf(2));
  t.equal(find('pc')?.details?.ComputerModel, 'Model', 'what is known of it stays');
  t.same(await computers(computerOf('pc', 1, { Details: details })), []);
});

t.test('a computer that asked for updates here later than there stays here', async (t) => {
  const { computers, find } = await start(t);
  await computers(computerOf('pc', 1, { ...at('09:00:00'), Details: details }));
  t.same(await computers(computerOf('pc', 2, at('08:59:59'))), []);
  t.same(await computers(computerOf('pc', 2, { LastSyncTime: NEVER })), []);
  t.equal(find('pc')?.parentServerId, idOf(1));
  t.same(await computers(computerOf('pc', 2, at('09:00:00'))), ['pc NewParent']);
});

t.test('a removed computer is told of as Deleted and not kept, until it is there again', async (t) => {
  const { computers, find, catalog, clock } = await start(t);
  await computers(computerOf('pc', 1, { ...at('09:00:00'), Details: details }));
  t.equal(
    catalog.write(() => catalog.downstreamComputers.remove('pc', clock.now())),
    true,
  );
  // It asked for updates since then, but its server has not been told.
  t.same(await computers(computerOf('pc', 1, at('10:21:00'))), ['pc Deleted']);
  t.same(await computers(computerOf('pc', 1, at('10:20:00'))), ['pc Deleted']);
  t.equal(find('pc'), undefined);
  t.same(await computers(computerOf('pc', 1, at('10:22:00'))), ['pc NewParent']);
  t.equal(find('pc')?.parentServerId, idOf(1));
});

t.test('a computer is in the answer once', async (t) => {
  const { computers, catalog, clock } = await start(t);
  await computers(computerOf('gone', 1, { Details: details }));
  catalog.write(() => catalog.downstreamComputers.remove('gone', clock.now()));
  t.same(
    await computers(computerOf('gone', 1), computerOf('new', 1), computerOf('gone', 2), computerOf('new', 2)),
    ['gone Deleted', 'new NewParent'],
  );
});

t.test('a parent nobody knows is a fault, and nothing of the request is kept', async (t) => {
  const { computers, find, catalog } = await start(t);
  const fault = /^InternalServerError: computers\.ComputerRollupInfo\.ParentServerId: no server/;
  t.match(await faultOf(() => computers(computerOf('pc', 1), computerOf('other', 3))), fault);
  t.equal(find('pc'), undefined);
  t.match(await faultOf(() => computers(computerOf('pc', 1, { ParentServerId: catalog.serverId }))), fault);
});

t.test('where no details are wanted it is a fault', async (t) => {
  const { computers } = await start(t, { doDetailedRollup: false });
  t.match(await faultOf(() => computers(computerOf('pc', 1))), /^InternalServerError: DoDetailedRollup/);
});

t.test('more computers than a batch may have are refused', async (t) => {
  const { computers, client } = await start(t, { maxRollupComputers: 2 });
  t.same(await computers(), []);
  await computers(computerOf('a', 1), computerOf('b', 1));
  t.equal(
    await faultOf(() => computers(computerOf('a', 1), computerOf('b', 1), computerOf('c', 1))),
    'InvalidParameters: computers',
  );
  t.equal(
    await client.fault('RollupComputers', { clientTime: '2026-11-01T10:20:30Z' }),
    'InvalidParameters: computers',
  );
});

t.test('a value that cannot be is refused by its name', async (t) => {
  const { computers } = await start(t);
  const withDetails = (more: object) => ({ Details: { ...details, ...more } });
  const cases: readonly (readonly [object, string])[] = [
    [{ ComputerId: undefined }, 'ComputerId'],
    [{ ComputerId: '' }, 'ComputerId'],
    [{ ComputerId: 'x'.repeat(257) }, 'ComputerId'],
    [{ LastSyncTime: 'soon' }, 'LastSyncTime'],
    [{ LastSyncResult: 3 }, 'LastSyncResult'],
    [{ LastSyncResult: -1 }, 'LastSyncResult'],
    [{ LastReportedRebootTime: '' }, 'LastReportedRebootTime'],
    [withDetails({ ComputerMake: 'x'.repeat(65) }), 'Details.ComputerMake'],
    [withDetails({ ComputerModel: 'x'.repeat(65) }), 'Details.ComputerModel'],
    [withDetails({ BiosVersion: 'x'.repeat(65) }), 'Details.BiosVersion'],
    [withDetails({ BiosName: 'x'.repeat(65) }), 'Details.BiosName'],
    [withDetails({ ProcessorArchitecture: 'x'.repeat(51) }), 'Details.ProcessorArchitecture'],
    [withDetails({ ClientVersion: '1'.repeat(21) }), 'Details.ClientVersion'],
    [withDetails({ IPAddress: 'x'.repeat(257) }), 'Details.IPAddress'],
    [withDetails({ OSBuildNumber: -1 }), 'Details.OSBuildNumber'],
    [withDetails({ BiosReleaseDate: 'old' }), 'Details.BiosReleaseDate'],
    [withDetails({ RequestedTargetGroupNames: ['x'.repeat(257)] }), 'Details.RequestedTargetGroupNames'],
    [withDetails({ RequestedTargetGroupNames: Array(1001).fill('x') }), 'Details.RequestedTargetGroupNames'],
    [withDetails({ TargetGroupIdList: Array(1001).fill(idOf(1)) }), 'Details.TargetGroupIdList'],
  ];
  for (const [more, field] of cases)
    t.equal(await faultOf(() => computers(computerOf('pc', 1, more))), `InvalidParameters: ${path}.${field}`);
});

t.test('values as long as they may be are taken', async (t) => {
  const { computers, find } = await start(t);
  const longest = {
    ...details,
    ComputerMake: 'x'.repeat(64),
    ProcessorArchitecture: 'x'.repeat(50),
    ClientVersion: '1'.repeat(20),
    RequestedTargetGroupNames: ['x'.repeat(256)],
  };
  await computers(computerOf('x'.repeat(256), 1, { Details: longest }));
  t.same(find('x'.repeat(256))?.details, longest);
});
