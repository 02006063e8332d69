import t from 'tap';
import { policyFromFlags } from '../../../device/policy/policy-flags.ts';
import type { DeviceProfile } from '../../../device/profile/profile.ts';
import { infoOf } from '../../helpers/cores.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { idOf } from '../../helpers/documents.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { pageOf, startScriptedWsus } from '../../helpers/scripted-wsus.ts';

const PRODUCT = infoOf({ id: 1, type: 'Category', installed: 'True', leaf: false });
const OTHER_PRODUCT = infoOf({ id: 2, type: 'Category', installed: 'True', leaf: false });
const UPDATE = infoOf({ id: 10, in: [1] });
const OTHER_UPDATE = infoOf({ id: 20, in: [2] });

t.test('software is asked for until a page brings no more than leaves and is not truncated', async (t) => {
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [
      pageOf({ Truncated: true }),
      pageOf({ NewUpdates: [UPDATE], Truncated: true }),
      pageOf({ NewUpdates: [PRODUCT] }),
      pageOf({ NewUpdates: [OTHER_UPDATE] }),
    ],
  });
  const { facts, softwareTrips, added } = await openScanner(t, wsus.url).device.scan();
  t.match({ ...facts, softwareTrips, added }, { trips: 5, softwareTrips: 4, added: 3, revisions: 3 });
  t.same(
    wsus
      .asked('SyncUpdates')
      .map(({ parameters: { SkipSoftwareSync: isDriverPass, ...lists } }) => [
        isDriverPass,
        lists.InstalledNonLeafUpdateIDs ?? [],
        lists.OtherCachedUpdateIDs ?? [],
      ]),
    [
      [false, [], []],
      [false, [], []],
      [false, [], [10]],
      [false, [1], [10]],
      [true, [1], []],
    ],
  );
});

t.test('a whole scan names the products of the device, one for categories does not', async (t) => {
  const wsus = await startScriptedWsus(t);
  const one = openScanner(t, wsus.url, { caller: 'Somebody', isInteractive: true });
  await one.device.scan();
  await one.device.scan([idOf(1)]);
  const [whole, , part, drivers] = wsus.asked('SyncUpdates').map(({ parameters }) => parameters);
  t.match(whole, {
    AlsoPerformRegularSync: true,
    ProductsParameters: { Products: /^PN=client\.os\.rs2\.amd64&V=/ },
  });
  t.notOk('FilterCategoryIds' in whole);
  t.equal(
    whole.ProductsParameters.CallerAttributes,
    'Interactive=1;SheddingAware=1;Id=Somebody;AADDeviceTokenState=WU:0x00248002;',
  );
  for (const parameters of [part, drivers])
    t.match(parameters, {
      AlsoPerformRegularSync: false,
      FilterCategoryIds: [{ Id: idOf(1) }],
      ProductsParameters: { Products: '' },
    });
});

t.test('a scan for a category offers what is in it, and forgets nothing of the rest', async (t) => {
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [
      pageOf({ NewUpdates: [PRODUCT, OTHER_PRODUCT, UPDATE, OTHER_UPDATE] }),
      pageOf(),
      pageOf(),
      pageOf({ DeployedOutOfScopeRevisionIds: [2, 20] }),
    ],
  });
  const one = openScanner(t, wsus.url);
  const offered = (): readonly string[] =>
    one.device.offers().offers.map(({ revision }) => revision.core.updateId);
  await one.device.scan();
  t.same(offered(), [idOf(10), idOf(20)]);
  await one.device.scan([idOf(1)]);
  t.same(offered(), [idOf(10)]);
  t.same(
    openScanner(t, wsus.url, { kept: one.kept })
      .device.offers()
      .offers.map(({ revision }) => revision.core.updateId),
    [idOf(10)],
    'nor does a new process',
  );
  t.same(
    one.events().map(({ id }) => id),
    [147, 156, 147],
    'a status event is of all there is',
  );
  wsus.clear();
  await one.device.scan();
  t.same(offered(), [idOf(10), idOf(20)]);
  t.match(wsus.asked('SyncUpdates')[0].parameters, {
    InstalledNonLeafUpdateIDs: [1, 2],
    OtherCachedUpdateIDs: [10, 20],
  });
});

t.test('answers take back, change and repeat what is cached', async (t) => {
  const { Xml: _, ...change } = infoOf({ id: 10, action: 'PreDeploymentCheck' });
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: [
      pageOf({ NewUpdates: [UPDATE, PRODUCT, infoOf({ id: 40 })] }),
      pageOf({
        NewUpdates: [infoOf({ id: 40, at: 41, revision: 2 }), PRODUCT],
        OutOfScopeRevisionIDs: [40, 77],
        ChangedUpdates: [change, infoOf({ id: 78 })],
        Truncated: true,
      }),
    ],
  });
  const { facts, offers, withheld } = await openScanner(t, wsus.url).device.scan();
  t.equal(facts.revisions, 3);
  t.same(
    offers.map(({ revision }) => revision.revisionId),
    [41],
    'a revision takes the place of another in one answer',
  );
  t.match(withheld, [{ revision: { revisionId: 10 }, reason: 'it is not approved' }]);
});

t.test('a category nobody knows is told, and a scan for none but those fails', async (t) => {
  const answer = (preferredCategoryIds: string[]) => ({
    value: { preferredCategoryIds, requestedCategoryIdsInError: [idOf(9)] },
  });
  const wsus = await startScriptedWsus(t, { StartCategoryScan: [answer([idOf(1)]), answer([])] });
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome([idOf(1), idOf(9)]), 'done');
  t.same(one.warnings(), [`the server does not know the category ${idOf(9)}`]);
  t.match(await one.outcome([idOf(9)]), /^WU_E_PT_CATALOG_SYNC_REQUIRED/);
  t.same(
    wsus.asked('StartCategoryScan')[0].requestedCategories,
    [1, 9].map((id, at) => ({ IndexOfAndGroup: at, CategoryId: idOf(id) })),
    'either of them is wanted',
  );
});

/** A device with one driver, and a device that lacks one. */
const WITH_DEVICES: DeviceProfile = {
  ...PLAIN,
  computer: { hardwareIds: ['458ab48b-acb9-5863-b5a8-d2c32f0d3e6f'] },
  devices: [
    {
      hardwareIds: ['PCI\\VEN_1AF4&DEV_1000'],
      compatibleIds: ['PCI\\CC_0200'],
      driver: {
        date: '2024-10-21',
        version: '100.100.104.26600',
        class: 'Net',
        matchingId: 'PCI\\CC_0200',
        rank: 7,
      },
    },
    { hardwareIds: [], compatibleIds: ['PCI\\CC_0300'] },
  ],
};

t.test(
  'drivers are asked for once, with the devices there are, and take the place of those before',
  async (t) => {
    const driver = infoOf({ id: 30, type: 'Driver' });
    const wsus = await startScriptedWsus(t, {
      SyncUpdates: [pageOf(), pageOf({ NewUpdates: [driver, UPDATE], Truncated: true })],
    });
    const one = openScanner(t, wsus.url, { profile: WITH_DEVICES });
    const { facts, offers } = await one.device.scan();
    t.match(facts, { trips: 2, drivers: 1, revisions: 0, offered: 1 });
    t.equal(offers[0]?.revision.revisionId, 30);
    t.match(wsus.asked('SyncUpdates')[1].parameters, {
      SkipSoftwareSync: true,
      ComputerSpec: { HardwareIDs: ['458ab48b-acb9-5863-b5a8-d2c32f0d3e6f'] },
      FeatureScoreMatchingKey: 'AMD64.10.0',
      SystemSpec: [
        {
          HardwareIDs: ['PCI\\VEN_1AF4&DEV_1000'],
          CompatibleIDs: ['PCI\\CC_0200'],
          installedDriver: {
            MatchingID: 'PCI\\CC_0200',
            DriverVerDate: '2024-10-21T00:00:00Z',
            // The number a recorded client had for this version.
            DriverVerVersion: 28_147_927_174_637_544n,
            Class: 'Net',
            DriverRank: 7,
          },
        },
        { CompatibleIDs: ['PCI\\CC_0300'] },
      ],
    });
    t.equal((await one.device.scan()).facts.drivers, 0, 'what does not come again is gone');
  },
);

t.test('a policy that takes no drivers asks for none', async (t) => {
  const wsus = await startScriptedWsus(t);
  const policy = policyFromFlags({ server: wsus.url, noDrivers: true });
  await openScanner(t, wsus.url, { policy }).device.scan();
  t.equal(wsus.asked('SyncUpdates').length, 1);
});

t.test('texts and files are asked for in the numbers the server takes, and once', async (t) => {
  const many = Array.from({ length: 120 }, (_, at) => infoOf({ id: at + 100 }));
  const wsus = await startScriptedWsus(t, { SyncUpdates: [pageOf({ NewUpdates: many })] });
  const one = openScanner(t, wsus.url);
  await one.device.scan();
  const counts = wsus.asked('GetExtendedUpdateInfo').map(({ revisionIDs }) => revisionIDs.length);
  t.same(counts, [50, 50, 20]);
  wsus.clear();
  await one.device.scan();
  t.equal(wsus.asked('GetExtendedUpdateInfo').length, 0);
});

t.test('policy and a missing server end a scan before a byte is sent', async (t) => {
  const nobody = openScanner(t, 'http://127.0.0.1:1', { policy: [] });
  t.match(await nobody.outcome(), /^WU_E_PT_SUS_SERVER_NOT_SET/);
  const wsus = await startScriptedWsus(t);
  const policy = [
    ...policyFromFlags({ server: wsus.url }),
    {
      kind: 'set',
      key: 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate',
      name: 'DisableWindowsUpdateAccess',
      value: { type: 'REG_DWORD', data: 1 },
    },
  ] as const;
  t.match(await openScanner(t, wsus.url, { policy }).outcome(), /^WU_E_CALL_CANCELLED_BY_POLICY/);
  t.equal(wsus.calls.length, 0);
});

t.test('a scan that is cancelled ends so, tells the server nothing and is due as before', async (t) => {
  const cancel = new AbortController();
  const wsus = await startScriptedWsus(t, {
    SyncUpdates: () => {
      cancel.abort();
      return pageOf({ Truncated: true });
    },
  });
  const one = openScanner(t, wsus.url, { signal: cancel.signal });
  t.match(await one.outcome(), /^WU_E_CALL_CANCELLED/);
  t.same(one.events(), []);
  t.equal(one.device.dueAt(), undefined);
});

t.test(
  'events a server does not take are kept, and others sent again only as far as they were not taken',
  async (t) => {
    const wsus = await startScriptedWsus(t, {
      ReportEventBatch: [{ value: { ReportEventBatchResult: false } }],
    });
    const one = openScanner(t, wsus.url);
    await one.device.scan();
    await one.device.report();
    t.equal(one.events().length, 2);
    t.ok(one.told.some((event) => event.kind === 'failed' && event.failure.code === 'WU_E_INVALID_EVENT'));
    await one.device.report();
    t.same(one.events(), []);
  },
);
