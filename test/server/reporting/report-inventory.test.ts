import t, { type Test } from 'tap';
import { EVENT_TIME } from '../../helpers/reports.ts';
import { startServices } from '../../helpers/services.ts';
import { dumpTables } from '../../helpers/tables.ts';

async function start(test: Test) {
  const services = await startServices(test);
  const cookie = await services.client.session();
  const request = (inventory?: object) => ({
    cookie,
    clientTime: EVENT_TIME,
    ...(inventory && { inventory: inventory as { IsCompressed: boolean } }),
  });
  return { ...services, request };
}

t.test('the last inventory of each computer is kept as it came, with its moment', async (t) => {
  const { client, catalog, clock, request } = await start(t);
  const RawXml = '<Inventory a="&lt;">Grüße ]]&gt; 😀</Inventory>';
  t.same(await client.call('ReportInventory', request({ IsCompressed: false, RawXml })), {
    ReportInventoryResult: true,
  });
  t.match(catalog.computers.inventory('client-1'), { receivedAt: clock.now(), isCompressed: false });
  t.equal(catalog.computers.inventory('client-1')?.content.toString(), RawXml);
  clock.advance(1000);
  const CompressedXml = Buffer.from([0, 1, 2, 253, 254, 255]);
  await client.call('ReportInventory', request({ IsCompressed: true, CompressedXml, RawXml: 'not this' }));
  t.same(catalog.computers.inventory('client-1'), {
    receivedAt: clock.now(),
    isCompressed: true,
    content: CompressedXml,
  });
  t.equal(catalog.computers.inventory('client-2'), undefined);
});

t.test('an inventory goes with its computer', async (t) => {
  const { client, catalog, request } = await start(t);
  await client.call('ReportInventory', request({ IsCompressed: false, RawXml: 'x' }));
  catalog.write(() => catalog.computers.remove('client-1'));
  t.equal(catalog.computers.inventory('client-1'), undefined);
});

t.test('what is missing, wrong or too long is InvalidParameters, and nothing is kept', async (t) => {
  const { client, catalog, request } = await start(t);
  const before = dumpTables(catalog.database);
  const long = 'x'.repeat(256 * 1024 + 1);
  const rows = [
    [request(), 'inventory'],
    [{ ...request({ IsCompressed: false, RawXml: 'x' }), clientTime: '' }, 'clientTime'],
    [{ ...request({ IsCompressed: false, RawXml: 'x' }), clientTime: 'now' }, 'clientTime'],
    [request({ IsCompressed: false }), 'inventory.RawXml'],
    [request({ IsCompressed: false, CompressedXml: Buffer.from('x') }), 'inventory.RawXml'],
    [request({ IsCompressed: true }), 'inventory.CompressedXml'],
    [request({ IsCompressed: true, RawXml: 'x' }), 'inventory.CompressedXml'],
    [request({ IsCompressed: false, RawXml: long }), 'inventory.RawXml'],
    [request({ IsCompressed: true, CompressedXml: Buffer.from(long) }), 'inventory.CompressedXml'],
  ] as const;
  for (const [wanted, what] of rows)
    t.equal(await client.fault('ReportInventory', wanted), `InvalidParameters: ${what}`);
  t.match(await client.fault('ReportInventory', { clientTime: EVENT_TIME }), /^InvalidCookie/);
  t.equal(dumpTables(catalog.database), before);
  const most = request({ IsCompressed: false, RawXml: 'x'.repeat(256 * 1024) });
  t.same(await client.call('ReportInventory', most), { ReportInventoryResult: true }, 'a mebibyte is taken');
});
