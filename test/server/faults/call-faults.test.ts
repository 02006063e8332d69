import http from 'node:http';
import t from 'tap';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import type { FaultRule } from '../../../server/faults/rule.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { startServices } from '../../helpers/services.ts';

const config = { protocolVersion: '2.90' };

t.test(
  'a documented fault strikes the calls it is for, and the journal says that it was injected',
  async (t) => {
    const { client, world } = await startServices(t);
    const cookie = await client.session();
    world.faults.add({
      id: 'expire',
      match: { operation: 'SyncUpdates' },
      act: { kind: 'soap.fault', code: 'CookieExpired' },
    });
    const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
    t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'CookieExpired');
    t.equal(await client.fault('GetConfig', config), 'no fault');
    t.match(world.journal.calls({ injected: 'expire' }), [
      {
        operation: 'SyncUpdates',
        fault: { code: 'CookieExpired' },
        injected: [{ rule: 'expire', layer: 'soap', nth: 1 }],
      },
    ]);
    t.match(world.faults.list(), [{ id: 'expire', matched: 1, struck: 1 }]);
    world.faults.remove('expire');
    t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'no fault');
  },
);

t.test('a rule strikes from the nth to the nth, every nth of them, for each client by itself', async (t) => {
  const { client, world } = await startServices(t);
  const act = { kind: 'soap.fault', code: 'ServerBusy' } as const;
  const struck = async (times: number): Promise<string> => {
    const answers: string[] = [];
    for (let time = 0; time < times; time++)
      answers.push((await client.fault('GetConfig', config)) === 'no fault' ? '.' : 'x');
    return answers.join('');
  };
  const tries: [FaultRule['when'] & object, string][] = [
    [{ from: 3 }, '..xxxxxx'],
    [{ to: 2 }, 'xx......'],
    [{ from: 2, to: 6, every: 2 }, '.x.x.x..'],
    [{ every: 3 }, 'x..x..x.'],
    [{ probability: 0 }, '........'],
    [{ probability: 1 }, 'xxxxxxxx'],
  ];
  for (const [when, expected] of tries) {
    world.faults.add({ when, act });
    t.equal(await struck(8), expected, JSON.stringify(when));
    world.faults.clear();
  }
  world.faults.add({ when: { to: 1, per: 'client' }, match: { operation: 'GetAuthorizationCookie' }, act });
  const ask = (clientId: string) =>
    client.fault('GetAuthorizationCookie', { clientId, dnsName: `${clientId}.test` });
  t.same(
    [await ask('a'), await ask('a'), await ask('b'), await ask('b')],
    ['ServerBusy', 'no fault', 'ServerBusy', 'no fault'],
  );
});

t.test('chance strikes the same calls again with the same seed', async (t) => {
  const { client, world } = await startServices(t);
  const run = async (seed: string): Promise<string> => {
    world.faults.clear();
    world.faults.add({ when: { probability: 0.5, seed }, act: { kind: 'soap.fault', code: 'ServerBusy' } });
    const answers: string[] = [];
    for (let time = 0; time < 24; time++)
      answers.push((await client.fault('GetConfig', config)) === 'no fault' ? '.' : 'x');
    return answers.join('');
  };
  const first = await run('a');
  t.equal(await run('a'), first);
  t.not(await run('b'), first);
  const dice = world.journal.calls({ injected: true }).map(({ injected }) => injected?.[0]?.dice ?? 1);
  t.ok(dice.length > 0 && dice.every((one) => one < 0.5), 'what was drawn is told');
});

t.test('a rule is for the client, host, path and update it names', async (t) => {
  const { client, world, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 }, { id: 2 });
  const cookie = await client.session({ clientId: 'pc-1', register: false });
  const other = await client.session({ clientId: 'pc-2', register: false });
  const act = { kind: 'soap.fault', code: 'ServerBusy' } as const;
  const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
  world.faults.add({ match: { client: 'pc-1.example', operation: 'Sync*' }, act });
  t.equal(await client.fault('SyncUpdates', { cookie, parameters }), 'ServerBusy');
  t.match(await client.fault('SyncUpdates', { cookie: other, parameters }), 'RegistrationRequired');
  world.faults.clear();
  world.faults.add({ match: { update: 'Update 2 (en)' }, act });
  const info = (revisionIDs: number[]) =>
    client.fault('GetExtendedUpdateInfo', { cookie, revisionIDs, infoTypes: ['Extended'] });
  t.same([await info([1]), await info([2]), await info([1, 2])], ['no fault', 'ServerBusy', 'ServerBusy']);
  world.faults.clear();
  world.faults.add({ match: { host: 'wsus.example', path: '/simpleauth*' }, act });
  const body = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>';
  t.equal((await client.post('GetAuthorizationCookie', body, { host: 'wsus.example' })).status, 500);
  t.equal(world.faults.list()[0]?.matched, 0, 'what cannot be read is no call of an operation');
});

t.test('values of a reply are changed and taken out by their paths, fragments included', async (t) => {
  const { client, world, catalog } = await startServices(t);
  importUpdates(catalog, { id: 1 });
  const cookie = await client.session();
  world.faults.add({
    act: {
      kind: 'soap.edit',
      set: {
        'SyncUpdatesResult.Truncated': true,
        'SyncUpdatesResult.NewUpdates[0].Deployment.Action': 'Block',
      },
      remove: ['SyncUpdatesResult.NewUpdates[0].Xml', 'SyncUpdatesResult.NewCookie'],
    },
    match: { operation: 'SyncUpdates' },
  });
  const result = await client.sync(cookie);
  t.match(result, {
    Truncated: true,
    NewUpdates: [{ ID: 1, Deployment: { Action: 'Block' }, Xml: undefined }],
    NewCookie: undefined,
  });
});

t.test('a reply is replaced by a text, in UTF-8 or in UTF-16 behind its mark', async (t) => {
  const { client, world } = await startServices(t);
  const body = '<é/>';
  const answers: Buffer[] = [];
  for (const encoding of ['utf-8', 'utf-16'] as const) {
    world.faults.clear();
    world.faults.add({ act: { kind: 'soap.body', body, encoding } });
    answers.push(
      (
        await client.post(
          'GetConfig',
          encodeRequest(clientService, clientService.operations.GetConfig, config),
        )
      ).body,
    );
  }
  t.same(answers, [Buffer.from(body), Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(body, 'utf16le')])]);
});

t.test('a stale reply is the first one the client got, byte for byte', async (t) => {
  const { client, world, catalog } = await startServices(t);
  const cookie = await client.session();
  importUpdates(catalog, { id: 1 });
  const before = await client.sync(cookie);
  importUpdates(catalog, { id: 2 });
  world.faults.add({ match: { operation: 'SyncUpdates' }, act: { kind: 'soap.stale' } });
  t.same(await client.sync(cookie), before, 'cookie included');
  const [first, second] = world.journal.calls({ operation: 'SyncUpdates' });
  t.same(second?.bodies.reply, first?.bodies.reply);
});

t.test('HTTP goes wrong as it is told to', async (t) => {
  const { client, world, url } = await startServices(t);
  const raw = (): Promise<{ status: number; body: string; length: string | undefined; error?: string }> =>
    new Promise((resolve) => {
      const sent = http.request(`${url}/ClientWebService/Client.asmx?wsdl`, (reply) => {
        let body = '';
        const done = (error?: string) =>
          resolve({
            status: reply.statusCode ?? 0,
            body,
            length: reply.headers['content-length'],
            ...(error && { error }),
          });
        reply.on('data', (chunk: Buffer) => {
          body += chunk;
        });
        reply.on('error', (error: NodeJS.ErrnoException) => done(error.code));
        reply.on('end', () => done());
      });
      sent.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ status: 0, body: '', length: undefined, error: error.code ?? '' }),
      );
      sent.end();
    });
  const whole = await raw();
  const struckBy = async (...acts: readonly (FaultRule & { act: unknown })['act'][]) => {
    world.faults.clear();
    for (const act of acts) world.faults.add({ act } as FaultRule);
    return raw();
  };
  t.match(
    await struckBy({ kind: 'http.status', status: 503, headers: { 'Retry-After': '7' }, body: 'busy' }),
    { status: 503, body: 'busy' },
  );
  t.match(await struckBy({ kind: 'http.reset' }), { error: 'ECONNRESET' });
  t.match(await struckBy({ kind: 'http.close' }), { error: 'ECONNRESET' }, 'an empty reply');
  t.match(await struckBy({ kind: 'http.garbage' }), { error: /HPE_/ });
  const cut = await struckBy({ kind: 'http.truncate', bytes: 100 });
  t.same(
    [cut.status, cut.body, cut.length, cut.error],
    [200, whole.body.slice(0, 100), whole.length, 'ECONNRESET'],
  );
  const reset = await struckBy({ kind: 'http.reset', afterBytes: 50 });
  t.same([reset.body, reset.error], [whole.body.slice(0, 50), 'ECONNRESET']);
  const long = await struckBy({ kind: 'http.length', by: 10 });
  t.same([long.length, long.error], [String(whole.body.length + 10), 'ECONNRESET']);
  const endless = await struckBy({ kind: 'http.endless', atMost: whole.body.length * 2 + 5 });
  t.same([endless.length, endless.body], [undefined, whole.body + whole.body + whole.body.slice(0, 5)]);
  const corrupt = await struckBy({ kind: 'http.corrupt', offset: 3, xor: 1, count: 2 });
  const flipped = [3, 4].map((at) => String.fromCharCode(whole.body.charCodeAt(at) ^ 1)).join('');
  t.equal(corrupt.body, `${whole.body.slice(0, 3)}${flipped}${whole.body.slice(5)}`);
  t.match(await struckBy({ kind: 'http.redirect', to: 'https://elsewhere.test{url}', status: 307 }), {
    status: 307,
  });
  const two = await struckBy({ kind: 'http.delay', milliseconds: 1 }, { kind: 'http.status', status: 404 });
  t.equal(two.status, 404, 'acts of several rules add up');
  await client.call('GetConfig', config).catch(() => {});
});

t.test(
  'a slow body comes whole, and a stalled one when the client gives up is told as aborted',
  async (t) => {
    const { client, world, url } = await startServices(t);
    world.faults.add({
      act: { kind: 'http.bandwidth', bytesPerSecond: 1_000_000 },
      match: { operation: 'GetConfig' },
    });
    t.ok((await client.call('GetConfig', config)).GetConfigResult);
    world.faults.clear();
    world.faults.add({ act: { kind: 'http.stall', afterBytes: 10 }, match: { path: '*/Client.asmx' } });
    const sent = http.get(`${url}/ClientWebService/Client.asmx`, (reply) => {
      reply.once('data', () => reply.destroy());
      reply.on('error', () => {});
    });
    sent.on('error', () => {});
    const [entry] = await world.journal.waitFor({ kind: 'http', outcome: 'aborted' });
    t.match(entry, { injected: [{ act: 'http.stall' }], response: { status: 200, bytes: 10 } });
  },
);

t.test(
  'an HRESULT is asked for by code or by name, and the table tells what happens on the wire',
  async (t) => {
    const { client, world } = await startServices(t);
    world.faults.add({ hresult: '0x80244022' });
    t.equal((await client.post('GetConfig', '<x/>')).status, 503);
    const { faults } = world;
    t.match(
      world.journal.calls().at(-1),
      { outcome: 'refused', response: { status: 503 } },
      'as the client saw it',
    );
    t.match(faults.list(), [{ hresult: '0x80244022', acts: [{ kind: 'http.status', status: 503 }] }]);
    faults.clear();
    t.match(faults.add({ hresult: 'wu_e_pt_exceeded_max_server_trips' }), {
      match: { operation: 'SyncUpdates' },
    });
    t.match(
      refusalOf(() => faults.add({ hresult: '0x80249999' })),
      'nothing is known to raise "0x80249999"',
    );
  },
);

t.test('what is no rule is refused with the place and the repair', async (t) => {
  const { world } = await startServices(t);
  const add = (rule: unknown): string => {
    try {
      world.faults.add(rule as FaultRule);
      return '';
    } catch (error) {
      const { message, repair } = error as Error & { repair: string };
      return `${message} ${repair}`;
    }
  };
  t.match(add({}), 'it says not what is to be done');
  t.match(
    add({ act: { kind: 'http.statuss', status: 503 } }),
    'act.kind: "http.statuss" is not known here Did you mean http.status?',
  );
  t.match(add({ act: { kind: 'http.status', status: 999 } }), 'act.status: 999 is not allowed here');
  t.match(
    add({ act: [{ kind: 'http.reset' }, { kind: 'http.delay', miliseconds: 5 }] }),
    'act[1].miliseconds: nothing is called',
  );
  t.match(
    add({ act: { kind: 'http.reset' }, match: { operaton: 'x' } }),
    'match.operaton: nothing is called "operaton" here Did you mean operation?',
  );
  t.match(
    add({ act: { kind: 'http.reset' }, when: { probability: 2 } }),
    'when.probability: 2 is not allowed here',
  );
  t.match(
    add({ act: { kind: 'tls.certificate', certificate: 'nonsense' } }),
    'there is no broken certificate "nonsense"',
  );
  t.match(add({ act: { kind: 'http.reset' }, id: 'a b' }), 'id: "a b" is not allowed here');
  t.equal(add({ act: { kind: 'http.reset' }, id: 'a' }), '');
  t.match(add({ act: { kind: 'http.reset' }, id: 'a' }), 'a fault rule called "a" is in force already');
  t.throws(() => world.faults.remove('b'), { code: 'FAULT_UNKNOWN' });
});
