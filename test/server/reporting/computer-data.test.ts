import t, { type Test } from 'tap';
import { EVENT_TIME, eventOf } from '../../helpers/reports.ts';
import { startServices } from '../../helpers/services.ts';
import { computerInfo } from '../../helpers/wusp-client.ts';

async function start(test: Test) {
  const services = await startServices(test);
  return { ...services, known: (id = 'client-1') => services.catalog.computers.find(id) };
}

t.test('what a computer registered with is kept, and when that last changed', async (t) => {
  const { client, clock, known } = await start(t);
  const first = clock.now();
  const cookie = await client.session();
  t.match(known(), { registeredAt: first, infoChangedAt: first, firstSeen: first });
  t.match(JSON.parse(known()?.info ?? ''), { OSBuildNumber: 26200, DnsName: 'client-1.example' });
  clock.advance(1000);
  await client.call('RegisterComputer', { cookie, computerInfo });
  t.match(known(), { registeredAt: first + 1000, infoChangedAt: first }, 'the same again is no change');
  clock.advance(1000);
  await client.call('RegisterComputer', { cookie, computerInfo: { ...computerInfo, OSBuildNumber: 26300 } });
  t.match(known(), { registeredAt: first + 2000, infoChangedAt: first + 2000, firstSeen: first });
  t.match(JSON.parse(known()?.info ?? ''), { OSBuildNumber: 26300 });
});

t.test('a computer is seen whenever it introduces itself, scans or reports its status', async (t) => {
  const { client, clock, known } = await start(t);
  const cookie = await client.session();
  t.equal(known()?.lastSyncAt, null);
  clock.advance(120_000);
  await client.sync(cookie);
  t.match(known(), { lastSyncAt: clock.now(), lastSeen: clock.now() });
  clock.advance(120_000);
  await client.call('ReportEventBatch', { cookie, clientTime: EVENT_TIME, eventBatch: [eventOf(1, 156)] });
  t.match(known(), { lastStatusAt: clock.now(), lastSeen: clock.now() });
  clock.advance(120_000);
  await client.session({ register: false });
  t.equal(known()?.lastSeen, clock.now(), 'last contact of any kind');
});

t.test(
  'the groups a computer asks for are kept as it wrote them, and follow what it asks for next',
  async (t) => {
    const { client, known } = await start(t);
    await client.session({ groups: ' Pilot ; <Kiosks> ' });
    t.equal(known()?.requestedGroups, ' Pilot ; <Kiosks> ');
    await client.session({ groups: 'Pilot' });
    t.equal(known()?.requestedGroups, 'Pilot');
    await client.session();
    t.equal(known()?.requestedGroups, '', 'a client that asks for none any more');
  },
);
