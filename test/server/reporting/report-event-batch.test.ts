import t from 'tap';
import { startServices } from '../../helpers/services.ts';
import { dumpTables } from '../../helpers/tables.ts';
import type { RequestOf } from '../../helpers/wusp-client.ts';

type Event = NonNullable<RequestOf<'ReportEventBatch'>['eventBatch']>[number];

const now = '2026-11-01T10:00:00.1234567Z';
const guid = (n: number) => `ABCDEF00-0000-4000-8000-${String(n).padStart(12, '0')}`;
const lower = (n: number) => guid(n).toLowerCase();

/** An event with all that is required, and what `basic` and `misc` add. */
function event(
  instance: number,
  EventID: number,
  more: { update?: number; misc?: string[]; basic?: object } = {},
): Event {
  const OSVersion = {
    Major: 10,
    Minor: 0,
    Build: 26200,
    Revision: 65792,
    ServicePackMajor: 0,
    ServicePackMinor: 0,
  };
  return {
    BasicData: {
      TargetID: { Sid: 'client-1' },
      SequenceNumber: 0,
      TimeAtTarget: now,
      EventInstanceID: guid(instance),
      NamespaceID: 1,
      EventID,
      SourceID: 101,
      ...(more.update !== undefined && { UpdateID: { UpdateID: guid(more.update), RevisionNumber: 200 } }),
      Win32HResult: -2145107924,
      ...more.basic,
    },
    ExtendedData: {
      MiscData: more.misc ?? [],
      ProcessorArchitecture: 'Amd64Compatible',
      OSVersion,
      OSLocaleID: 1033,
    },
    PrivateData: {},
  };
}

async function start(t: Parameters<typeof startServices>[0]) {
  const services = await startServices(t);
  const { client, catalog } = services;
  const cookie = await client.session();
  const batch = (...eventBatch: Event[]) => ({ cookie, clientTime: now, eventBatch });
  return {
    ...services,
    cookie,
    batch,
    report: (...events: Event[]) => client.call('ReportEventBatch', batch(...events)),
    status: (computer = 'client-1') =>
      catalog.events.status(computer).map(({ updateId, state }) => `${updateId.slice(-1)} ${state}`),
  };
}

t.test(
  'without a time, a batch or what tells events apart it is InvalidParameters and nothing is kept',
  async (t) => {
    const { client, catalog, cookie, batch } = await start(t);
    const before = dumpTables(catalog.database);
    const zero = '00000000-0000-0000-0000-000000000000';
    const good = event(1, 147);
    const rows = [
      [{ cookie, clientTime: now }, 'InvalidParameters: eventBatch'],
      [{ ...batch(good), clientTime: '' }, 'InvalidParameters: clientTime'],
      [{ ...batch(good), clientTime: 'now' }, 'InvalidParameters: clientTime'],
      [batch(good, {}), 'InvalidParameters: eventBatch.ReportingEvent.BasicData'],
      [
        batch(good, event(1, 147, { basic: { EventInstanceID: zero } })),
        'InvalidParameters: eventBatch.ReportingEvent.BasicData.EventInstanceID',
      ],
      [
        batch(good, event(2, 147, { basic: { TimeAtTarget: 'then' } })),
        'InvalidParameters: eventBatch.ReportingEvent.BasicData.TimeAtTarget',
      ],
    ] as const;
    for (const [request, expected] of rows)
      t.equal(await client.fault('ReportEventBatch', request), expected);
    t.match(
      await client.fault('ReportEventBatch', batch(good, event(2, 99_999))),
      /EventID: "99999" is no short/,
    );
    t.equal(dumpTables(catalog.database), before, 'not even the good events before the bad one');
    t.same(await client.call('ReportEventBatch', batch()), { ReportEventBatchResult: true });
  },
);

t.test('an event is kept once by its instance id, whatever the case, and as it came', async (t) => {
  const { catalog, report, clock } = await start(t);
  t.same(await report(event(1, 147, { misc: ['a=<&>', 'C=1', 'c=2'] }), event(2, 167, { update: 5 })), {
    ReportEventBatchResult: true,
  });
  clock.advance(1000);
  await report(
    event(1, 148),
    event(3, 147, { basic: { EventInstanceID: lower(2) } }),
    event(4, 183, { update: 5 }),
  );
  const events = catalog.events.list('client-1');
  t.same(
    events.map(({ eventId }) => eventId),
    [147, 167, 183],
  );
  t.match(events[1], {
    eventInstanceId: lower(2),
    updateId: lower(5),
    revisionNumber: 200,
    win32HResult: -2145107924,
    timeAtTarget: now,
  });
  t.equal((events[2]?.receivedAt ?? 0) - (events[1]?.receivedAt ?? 0), 1000);
  t.match(JSON.parse(events[0]?.raw ?? ''), { ExtendedData: { MiscData: ['a=<&>', 'C=1', 'c=2'] } });
});

t.test('status is drawn from 156 as a whole picture and from 182 as a failure', async (t) => {
  const { report, status } = await start(t);
  await report(event(1, 156, { misc: [`U=${guid(1)};${guid(2)}`, `V=${guid(3)}`, 'D=1', 'Urgh'] }));
  t.same(status(), ['1 NotInstalled', '2 NotInstalled', '3 Installed']);
  await report(event(2, 182, { update: 1 }), event(3, 183, { update: 2 }), event(4, 147, { update: 3 }));
  t.same(
    status(),
    ['1 Failed', '2 NotInstalled', '3 Installed'],
    'a success is not believed before the next picture',
  );
  await report(event(5, 156, { misc: [`V=${guid(2)}`] }));
  t.same(status(), ['2 Installed'], 'what the picture leaves out is no longer known');
  await report(event(1, 156, { misc: [`U=${guid(9)}`] }));
  t.same(status(), ['2 Installed'], 'an event that was known changes nothing');
  await report(event(6, 156));
  t.same(status(), []);
});

t.test('status comes from nothing that is no id, and from no event without its update', async (t) => {
  const { report, status } = await start(t);
  await report(event(1, 156, { misc: [`U=;;x;${guid(1)}x; ${guid(2)};${guid(3)}`, `u=${guid(4)}`, 'V='] }));
  t.same(status(), ['3 NotInstalled']);
  const zero = { UpdateID: { UpdateID: '00000000-0000-0000-0000-000000000000', RevisionNumber: 0 } };
  await report(event(2, 182), event(3, 182, { basic: zero }));
  t.same(status(), ['3 NotInstalled']);
});

t.test('a computer reports for itself only, whatever its events say', async (t) => {
  const { client, report, status, catalog } = await start(t);
  await report(event(1, 156, { misc: [`U=${guid(1)}`] }));
  const cookie = await client.session({ clientId: 'client-2' });
  await client.call('ReportEventBatch', {
    cookie,
    clientTime: now,
    eventBatch: [event(2, 156, { misc: [`V=${guid(1)}`] })],
  });
  t.same(status(), ['1 NotInstalled']);
  t.same(status('client-2'), ['1 Installed']);
  t.equal(catalog.events.list('client-2').length, 1);
});
