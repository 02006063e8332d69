import t, { type Test } from 'tap';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';
import { EVENT_TIME, eventOf, guidOf, type ReportedEvent } from '../../helpers/reports.ts';
import { startServices } from '../../helpers/services.ts';
import { dumpTables } from '../../helpers/tables.ts';

async function start(test: Test, maxBatchEvents?: number) {
  const services = await startServices(test, {
    ...(maxBatchEvents !== undefined && { settings: { maxBatchEvents } }),
  });
  await services.client.session();
  const batch = (...eventBatch: ReportedEvent[]) => ({
    computerId: 'client-1',
    clientTime: EVENT_TIME,
    eventBatch,
  });
  return { ...services, batch };
}

t.test('a computer that introduced itself reports without a cookie', async (t) => {
  const { client, catalog, batch } = await start(t);
  const events = [eventOf(1, 156, { misc: [`V=${guidOf(5)}`] }), eventOf(2, 147)];
  t.same(await client.call('ReportEventBatch2', batch(...events)), { ReportEventBatch2Result: true });
  t.same(
    catalog.events.list('client-1').map(({ eventId }) => eventId),
    [156, 147],
  );
  t.same(catalog.events.status('client-1'), [{ updateId: guidOf(5).toLowerCase(), state: 'Installed' }]);
});

t.test('a computer nobody knows, or none, is InvalidParameters and keeps nothing', async (t) => {
  const { client, catalog, batch } = await start(t);
  const before = dumpTables(catalog.database);
  for (const computerId of ['nobody', '', 'client-1 ', 'client-1.example'])
    t.equal(
      await client.fault('ReportEventBatch2', { ...batch(eventOf(1, 147)), computerId }),
      'InvalidParameters: computerId',
      `"${computerId}"`,
    );
  const request = { clientTime: EVENT_TIME, eventBatch: [eventOf(1, 147)] };
  t.equal(await client.fault('ReportEventBatch2', request), 'InvalidParameters: computerId');
  t.equal(dumpTables(catalog.database), before);
});

t.test('without a time or a batch, or with one bad event, it is refused and keeps nothing', async (t) => {
  const { client, catalog, batch } = await start(t);
  const before = dumpTables(catalog.database);
  const good = eventOf(1, 156, { misc: [`V=${guidOf(5)}`] });
  const rows = [
    [{ ...batch(good), clientTime: 'soon' }, 'clientTime'],
    [{ ...batch(good), clientTime: '' }, 'clientTime'],
    [{ computerId: 'client-1', clientTime: EVENT_TIME }, 'eventBatch'],
    [batch(good, {}), 'eventBatch.ReportingEvent.BasicData'],
    [
      batch(good, eventOf(2, 147, { basic: { TimeAtTarget: 'x' } }), eventOf(3, 147)),
      'eventBatch.ReportingEvent.BasicData.TimeAtTarget',
    ],
  ] as const;
  for (const [request, what] of rows)
    t.equal(await client.fault('ReportEventBatch2', request), `InvalidParameters: ${what}`);
  t.equal(dumpTables(catalog.database), before);
});

t.test('a batch has at most so many events; one more and nothing of it is kept', async (t) => {
  const { client, catalog, batch } = await start(t, 3);
  const events = [1, 2, 3, 4].map((number) => eventOf(number, 147));
  const cookie = await client.session();
  const before = dumpTables(catalog.database);
  t.equal(await client.fault('ReportEventBatch2', batch(...events)), 'InvalidParameters: eventBatch');
  const request = { cookie, clientTime: EVENT_TIME, eventBatch: events };
  t.equal(await client.fault('ReportEventBatch', request), 'InvalidParameters: eventBatch');
  t.equal(dumpTables(catalog.database), before);
  await client.call('ReportEventBatch2', batch(...events.slice(1)));
  t.equal(catalog.events.count(), 3);
  t.same(await client.call('ReportEventBatch2', batch()), { ReportEventBatch2Result: true }, 'none is fine');
});

t.test('an instance id is known from either operation', async (t) => {
  const { client, catalog, batch } = await start(t);
  await client.call('ReportEventBatch2', batch(eventOf(1, 147)));
  const cookie = await client.session();
  await client.call('ReportEventBatch', { cookie, clientTime: EVENT_TIME, eventBatch: [eventOf(1, 148)] });
  t.same(
    catalog.events.list().map(({ eventId }) => eventId),
    [147],
  );
});

t.test('markup and any character of XML in a report survive as they came', async (t) => {
  const { client, catalog, batch } = await start(t);
  const texts = [
    '<a b="c">&amp;</a>',
    ']]>',
    "'; DROP TABLE event; --",
    'Grüße 漢字 😀',
    'tab\tand\nline',
    '  blank ',
  ];
  const event = eventOf(1, 147, {
    misc: texts,
    extended: { ReplacementStrings: texts, ComputerBrand: texts[0], ComputerModel: texts[3] },
  });
  await client.call('ReportEventBatch2', batch(event));
  const raw = JSON.parse(catalog.events.list()[0]?.raw ?? '{}') as ReportedEvent;
  t.same(raw.ExtendedData?.MiscData, texts);
  t.same(raw.ExtendedData?.ReplacementStrings, texts);
  t.equal(raw.ExtendedData?.ComputerBrand, texts[0]);
});

t.test(
  'characters that XML forbids are refused, written out or as references, and nothing is kept',
  async (t) => {
    const { client, catalog, batch } = await start(t);
    const { operations } = reportingService;
    const body = encodeRequest(
      reportingService,
      operations.ReportEventBatch2,
      batch(eventOf(1, 147, { misc: ['PLACE'] })) as never,
    ).toString();
    for (const bad of [
      '\u0000',
      '\u0007',
      '\u001b',
      '\ufffe',
      '&#0;',
      '&#7;',
      '&#x1B;',
      '&#xFFFE;',
      '&nbsp;',
      '&',
    ]) {
      const reply = await client.post('ReportEventBatch2', body.replace('PLACE', bad));
      t.ok(reply.status >= 400, JSON.stringify(bad));
    }
    t.equal(catalog.events.count(), 0);
    t.equal((await client.post('ReportEventBatch2', body.replace('PLACE', '&#x9;&#xE9;'))).status, 200);
    t.match(catalog.events.list()[0]?.raw, '\\té');
  },
);
