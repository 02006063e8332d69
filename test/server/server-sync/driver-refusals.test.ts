import t from 'tap';
import { importDrivers } from '../../catalog/upstream/driver-updates.ts';
import { startUpstream } from '../../helpers/server-client.ts';
import { computers, devices, listDrivers, setOf, startMicrosoft } from './driver-calls.ts';

const numbers = (length: number) => Array.from({ length }, (_none, at) => at);
const named = (length: number) => numbers(length).map((at) => `PCI\\${at}`);

t.test('both operations want the cookie of this server', async (t) => {
  const { server } = await startMicrosoft(t);
  t.equal(await server.fault('GetDriverIdList', { filter: {} }), 'InvalidCookie: cookie');
  t.equal(await server.fault('GetDriverSetData', { driverSets: [] }), 'InvalidCookie: cookie');
});

t.test('a filter must be there', async (t) => {
  const { server, cookie } = await startMicrosoft(t);
  t.equal(await server.fault('GetDriverIdList', { cookie }), 'InvalidParameters: filter');
});

t.test('an anchor that is none is refused', async (t) => {
  const { server, cookie } = await startMicrosoft(t);
  const filter = { Anchor: 'yesterday' };
  t.equal(await server.fault('GetDriverIdList', { cookie, filter }), 'InvalidParameters: filter');
});

t.test(
  'as many computers and hardware ids as the configuration allows are taken, one more is not',
  async (t) => {
    const { server, cookie } = await startMicrosoft(t);
    const fault = (filter: object) => server.fault('GetDriverIdList', { cookie, filter });
    t.equal(
      await fault({ ComputerIds: computers(numbers(200)), PnpHardwareIds: devices(named(450)) }),
      'no fault',
    );
    const tooMany = 'InvalidParameters: filter.';
    t.equal(await fault({ ComputerIds: computers(numbers(201)) }), `${tooMany}ComputerIds`);
    t.equal(await fault({ PnpHardwareIds: devices(named(451)) }), `${tooMany}PnpHardwareIds`);
  },
);

t.test('a hardware id must have an Id', async (t) => {
  const { server, cookie } = await startMicrosoft(t);
  const filter = { PnpHardwareIds: [{ Delta: false }] };
  t.equal(
    await server.fault('GetDriverIdList', { cookie, filter }),
    'InvalidParameters: filter.PnpHardwareIds',
  );
});

t.test('as many driver sets as the configuration allows are taken, one more is too many', async (t) => {
  const { server, cookie } = await startMicrosoft(t, { maxDriverSetsPerRequest: 3 });
  const fault = (count: number) =>
    server.fault('GetDriverSetData', { cookie, driverSets: numbers(count).map(setOf) });
  t.equal(await fault(3), 'no fault');
  t.equal(await fault(4), 'TooManyIds: driverSets');
});

t.test('the list of driver sets must be there', async (t) => {
  const { server, cookie } = await startMicrosoft(t);
  t.equal(await server.fault('GetDriverSetData', { cookie }), 'InvalidParameters: driverSets');
});

t.test('a WSUS takes no ids at all, and so lists nothing', async (t) => {
  const upstream = await startUpstream(t);
  const { server, cookie } = upstream;
  importDrivers(upstream.catalog, { id: 1, targets: [1] });
  const fault = (filter: object) => server.fault('GetDriverIdList', { cookie, filter });
  t.equal(await fault({ ComputerIds: computers([1]) }), 'InvalidParameters: filter.ComputerIds');
  t.equal(await fault({ PnpHardwareIds: devices(['PCI\\A']) }), 'InvalidParameters: filter.PnpHardwareIds');
  t.equal(
    await server.fault('GetDriverSetData', { cookie, driverSets: [setOf(1)] }),
    'TooManyIds: driverSets',
  );
  t.hasStrict(await listDrivers(upstream, {}), { revisions: '', sets: '', removed: '' });
});
