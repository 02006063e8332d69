import t from 'tap';
import { isoMoment } from '../../../platform/clock.ts';
import { START } from '../../helpers/services.ts';
import { faultOf } from '../../helpers/wusp-client.ts';
import { clientsOf, computerOf, details, idOf, NEVER, serverOf, startRolled, statusOf } from './rolled.ts';

const NOW = Date.parse(START);
const HOUR = 3_600_000;
const DETECTED = '2026-11-01T08:00:00Z';
const ago = (milliseconds: number) => isoMoment(NOW - milliseconds);

t.test('a clock that is up to a minute off is taken for right', async (t) => {
  for (const skew of [-60_000, 0, 60_000]) {
    const { servers, catalog } = await startRolled(t, {}, () => isoMoment(NOW + skew));
    await servers(serverOf(1, { LastRollupTime: ago(HOUR) }));
    t.equal(catalog.downstream.find(idOf(1))?.lastRollupAt, NOW - HOUR);
  }
});

t.test('with one that is further off every time is moved by the difference', async (t) => {
  for (const skew of [-60_001, -HOUR, 60_001, 48 * HOUR]) {
    const { servers, computers, status, catalog } = await startRolled(t, {}, () => isoMoment(NOW + skew));
    await servers(serverOf(1, { LastRollupTime: ago(HOUR), LastSyncTime: ago(2 * HOUR) }));
    t.match(catalog.downstream.find(idOf(1)), {
      lastRollupAt: NOW - HOUR - skew,
      lastSyncAt: NOW - 2 * HOUR - skew,
    });
    await computers(
      computerOf('a', 1, {
        LastSyncTime: ago(HOUR),
        LastReportedRebootTime: ago(3 * HOUR),
        LastReportedStatusTime: ago(4 * HOUR),
        LastInventoryTime: ago(5 * HOUR),
        Details: details,
      }),
    );
    await status(statusOf('a', 1, [[1, 4, ago(HOUR)]], { EffectiveLastDetectionTime: DETECTED }));
    t.match(catalog.downstreamComputers.find('a'), {
      lastSyncAt: NOW - HOUR - skew,
      lastRebootAt: NOW - 3 * HOUR - skew,
      lastStatusAt: NOW - 4 * HOUR - skew,
      lastInventoryAt: NOW - 5 * HOUR - skew,
      effectiveLastDetection: Date.parse(DETECTED) - skew,
    });
    t.equal(catalog.downstreamStatuses.of('a')[0]?.lastChange, NOW - HOUR - skew);
    t.equal(
      catalog.downstreamComputers.find('a')?.details?.BiosReleaseDate,
      details.BiosReleaseDate,
      'when a BIOS was made no clock told',
    );
  }
});

t.test('never stays never, and no end stays no end', async (t) => {
  const { servers, computers, catalog } = await startRolled(t, {}, () => isoMoment(NOW + 400 * 24 * HOUR));
  await servers(serverOf(1, { LastSyncTime: NEVER }));
  t.equal(catalog.downstream.find(idOf(1))?.lastSyncAt, null);
  await computers(
    computerOf('a', 1, {
      LastSyncTime: '9999-12-31T23:59:59.9999999',
      LastReportedRebootTime: '0001-01-01T00:00:00',
      LastReportedStatusTime: '1753-01-01T00:00:00Z',
      LastInventoryTime: '1753-06-01T00:00:00Z',
    }),
  );
  t.match(catalog.downstreamComputers.find('a'), {
    lastSyncAt: Date.parse('9999-12-31T23:59:59.999Z'),
    lastRebootAt: null,
    lastStatusAt: null,
  });
  t.not(catalog.downstreamComputers.find('a')?.lastInventoryAt, null, 'a time does not become never');
});

t.test('a client time that is none, never or no end is refused', async (t) => {
  const { client } = await startRolled(t);
  for (const clientTime of ['now', NEVER, '0001-01-01T00:00:00', '9999-12-31T23:59:59.9999999'])
    for (const name of ['RollupDownstreamServers', 'RollupComputers', 'RollupComputerStatus'] as const)
      t.equal(
        await client.fault(name, {
          clientTime,
          parentServerId: idOf(1),
          downstreamServers: [],
          computers: [],
        } as never),
        'InvalidParameters: clientTime',
      );
});

t.test(
  'one moment told twice over a clock that is off is one, though the second took less long',
  async (t) => {
    let skew = HOUR;
    const { servers, computers, catalog } = await startRolled(t, {}, () => isoMoment(NOW + skew));
    await servers(serverOf(1, { ClientSummaries: [clientsOf(19045, 1)] }));
    t.same(await computers(computerOf('a', 1)), ['a NewParent']);
    skew += 40;
    await servers(serverOf(1, { ClientSummaries: [clientsOf(26200, 2)] }));
    await computers(computerOf('a', 1, { Details: details }));
    skew -= 80;
    await servers(serverOf(1, { ClientSummaries: [clientsOf(26100, 3)] }));
    t.equal(catalog.downstreamComputers.find('a')?.details?.ComputerModel, 'Model');
    t.same(
      catalog.downstreamActivity.of(idOf(1)).map(({ Count }) => Count),
      [1, 3, 2],
    );
  },
);

t.test('without a client time nothing is kept', async (t) => {
  const { client, catalog } = await startRolled(t);
  t.match(
    await faultOf(() =>
      client.call('RollupDownstreamServers', { downstreamServers: [serverOf(1)] } as never),
    ),
    /^InvalidParameters: clientTime/,
  );
  t.same(catalog.downstream.all(), []);
});
