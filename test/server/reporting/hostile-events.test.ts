import t from 'tap';
import { eventOf } from '../../helpers/reports.ts';
import { startServices } from '../../helpers/services.ts';
import { computerInfo } from '../../helpers/wusp-client.ts';

/** Attack scenarios B2.4: what clients report is text, whatever it looks like, and there is an end to it. */

const MARKUP = '<script>alert("mock")</script>&amp;\'';
const at = '2026-11-01T10:00:00Z';

t.test('markup in the name of a computer and in its events stays the text it is', async (t) => {
  const { client, world } = await startServices(t);
  const cookie = await client.session({ register: false });
  await client.call('RegisterComputer', { cookie, computerInfo: { ...computerInfo, DnsName: MARKUP } });
  const event = eventOf(1, 148, { misc: [`Q=${MARKUP}`], extended: { ReplacementStrings: [MARKUP] } });
  await client.call('ReportEventBatch', { cookie, clientTime: at, eventBatch: [event] });
  const [entry] = world.journal.calls({ operation: 'ReportEventBatch' });
  t.match(entry, {
    outcome: 'ok',
    flags: [],
    parameters: {
      eventBatch: [{ ExtendedData: { MiscData: [`Q=${MARKUP}`], ReplacementStrings: [MARKUP] } }],
    },
  });
  t.equal(world.journal.entries({ reported: { eventId: 148 } }).length, 1);
});

t.test('a batch far beyond what clients send is refused, and the server goes on', async (t) => {
  const { client, world } = await startServices(t);
  const cookie = await client.session();
  const huge = eventOf(1, 148, { misc: Array.from({ length: 100 }, () => 'x'.repeat(50_000)) });
  const { status } = await client.post(
    'ReportEventBatch',
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${'<x/>'.repeat(1_500_000)}</s:Body></s:Envelope>`,
  );
  t.ok(status >= 400, `it answers ${status}`);
  const fault = await client
    .fault('ReportEventBatch', { cookie, clientTime: at, eventBatch: [huge] })
    .catch(() => 'refused');
  t.not(fault, 'no fault', 'it is not stored');
  t.equal(await client.fault('GetConfig', { protocolVersion: '2.90' }), 'no fault');
  t.equal(world.journal.entries({ reported: { eventId: 148 }, outcome: 'ok' }).length, 0);
});
