import t from 'tap';
import type { Pki } from '../../../pki/index.ts';
import { refusalOf, testApi } from '../../helpers/control-api.ts';

const json = { 'content-type': 'application/json' };
// What takes keys is refused before it comes to them.
const { api, catalog } = await testApi(t, { pki: {} as Pki });
const send = async (
  url: string,
  body: string | object | undefined,
  headers: object = json,
  method = 'POST',
) =>
  refusalOf(
    await api.inject({
      method: method as 'POST',
      url,
      headers: { ...headers },
      ...(body !== undefined && { payload: body }),
    }),
  );
const get = async (url: string) => refusalOf(await api.inject(url));

t.test('what no schema names is refused, with what was probably meant', async (t) => {
  const decision = { updates: ['KB1'], action: 'Install' };
  t.equal(
    await send('/api/v1/approvals', { ...decision, group: 'Pilot' }),
    '400 CONTROL_INPUT body.group | body.group: nothing is called "group" here | Did you mean groups?',
  );
  t.match(
    await send('/api/v1/approvals', '{"__proto__":{},"updates":["a"],"action":"Install"}'),
    'body.__proto__',
  );
  t.equal(
    await get('/api/v1/events?computor=pc1'),
    '400 CONTROL_INPUT query.computor | query.computor: nothing is called "computor" here | Did you mean computer?',
  );
  t.equal(
    await get('/api/v1/state?verbose=1'),
    '400 CONTROL_INPUT query.verbose | query.verbose: nothing is called "verbose" here | Leave it out.',
  );
  t.equal(
    await send('/api/v1/groups/Pilot', { force: true }, json, 'DELETE'),
    '400 CONTROL_INPUT body | body: nothing is expected here | Send no body.',
  );
});

t.test('a wrong type is refused and not turned into a right one', async (t) => {
  t.match(
    await send('/api/v1/groups', { name: 5 }),
    '400 CONTROL_INPUT body.name | body.name: 5 is not allowed',
  );
  t.match(await send('/api/v1/groups', { name: null }), 'Write a text.');
  t.match(await send('/api/v1/groups', ['Pilot']), '400 CONTROL_INPUT body |');
  t.match(await send('/api/v1/groups', 'null'), '400 CONTROL_INPUT body | body: the request has none');
  t.match(
    await send('/api/v1/approvals', { updates: 'KB1', action: 'Install' }),
    'body.updates: "KB1" is not allowed here | Write a list.',
  );
  t.match(
    await send('/api/v1/approvals', { updates: ['KB1', 7], action: 'Install' }),
    'CONTROL_INPUT body.updates[1] |',
  );
  t.match(
    await send('/api/v1/approvals', { updates: ['KB1'], action: 'instal' }),
    'body.action: "instal" is not allowed here | Did you mean Install?',
  );
  t.match(
    await send('/api/v1/approvals', { updates: ['a'], action: 'Install', deadline: 'soon' }),
    'CONTROL_INPUT body.deadline',
  );
  t.match(
    await send('/api/v1/configuration', { pageSize: '50' }, json, 'PATCH'),
    'body.pageSize: "50" is not',
  );
  t.match(await send('/api/v1/configuration', { languages: 'xx' }, json, 'PATCH'), 'short names with commas');
  t.match(await get('/api/v1/events?limit=1e2'), 'query.limit: "1e2" is not allowed');
  t.match(await get('/api/v1/events?limit=1&limit=2'), 'query.limit: ["1","2"] is not allowed');
  t.match(await get('/api/v1/events?eventId=182&eventId=x'), 'CONTROL_INPUT query.eventId[1]');
  t.match(await get('/api/v1/events?hresult=-2145124329'), 'CONTROL_INPUT query.hresult');
  t.match(
    await get('/api/v1/events?hresult=WU_E_DM_INCORRECTFILEHASHES'),
    'Did you mean WU_E_DM_INCORRECTFILEHASH?',
  );
  t.match(await get('/api/v1/events/1x'), 'CONTROL_INPUT path.sequence');
});

t.test('a value out of range is refused with the range', async (t) => {
  t.match(await get('/api/v1/events?limit=0'), 'query.limit: 0 is not allowed here | It must be >= 1.');
  t.match(await get('/api/v1/updates?limit=1001'), 'It must be <= 1000.');
  t.match(await get('/api/v1/events?eventId=65536'), 'query.eventId[0]: 65536');
  t.match(await send('/api/v1/groups', { name: 'x'.repeat(257) }), 'must NOT have more than 256 characters');
  t.match(await send('/api/v1/groups', { name: '' }), 'body.name: "" is not allowed');
  t.match(
    await send('/api/v1/approvals', { updates: [], action: 'Install' }),
    'body.updates: [] is not allowed',
  );
  t.match(await send('/api/v1/configuration', { pageSize: 0 }, json, 'PATCH'), 'body.pageSize: 0');
  t.match(
    await send('/api/v1/sync/subscription', { schedule: { perDay: 25, firstMinute: 0 } }, json, 'PATCH'),
    ['body.schedule.perDay'].join(),
  );
});

t.test('what is missing is named', async (t) => {
  t.match(await send('/api/v1/groups', {}), 'body: name is missing | Add name.');
  t.match(
    await send('/api/v1/groups', undefined, {}),
    'body: the request has none | Send JSON, with the header',
  );
  t.match(await send('/api/v1/import', {}), 'CONTROL_INPUT body | body: it brings nothing');
  t.match(await send('/api/v1/import', { seed: 'a: 1', source: 'demo' }), 'Give one of seed and source.');
  t.match(await send('/api/v1/certificates/revoke', {}), 'body: it names 0 certificates');
  t.match(
    await send('/api/v1/certificates/revoke', { serial: '1', serverName: 'a' }),
    'it names 2 certificates',
  );
});

t.test('bodies that are not JSON are refused before anything is done', async (t) => {
  const name = '{"name":"Pilot"}';
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    t.match(
      await send('/api/v1/groups', name, { 'content-type': type }),
      `415 CONTROL_CONTENT_TYPE - |`,
      type,
    );
  t.match(await send('/api/v1/groups', '{"name":', json), '400 CONTROL_BODY_SYNTAX');
  t.match(await send('/api/v1/groups', '{name: Pilot}', json), '400 CONTROL_BODY_SYNTAX');
  const latin1 = await api.inject({
    method: 'POST',
    url: '/api/v1/groups',
    headers: json,
    payload: Buffer.from(name.replace('Pilot', 'Bär'), 'latin1'),
  });
  t.match(refusalOf(latin1), 'it is no UTF-8');
  t.notOk(catalog.groups.find('Pilot'));
});

t.test('bodies are bounded in bytes, depth and number of values', async (t) => {
  const deep = (levels: number) => `{"name":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  t.match(
    await send('/api/v1/groups', deep(64)),
    '413 CONTROL_BODY_TOO_LARGE - | the body of the request passes',
  );
  t.match(await send('/api/v1/groups', deep(63)), '400 CONTROL_INPUT body.name');
  t.match(
    await send('/api/v1/groups', { name: '['.repeat(200) }),
    /^201 was not refused/,
    'brackets in a text',
  );
  t.match(await send('/api/v1/groups', '['.repeat(500_000)), '413 CONTROL_BODY_TOO_LARGE');
  t.match(await send('/api/v1/groups', `"${'x'.repeat(1024 * 1024)}"`), '413 CONTROL_BODY_TOO_LARGE');
  t.match(
    await send('/api/v1/import', `"${'x'.repeat(1024 * 1024)}"`),
    '400 CONTROL_INPUT body',
    'seeds are larger',
  );
});

t.test('what is not there is named with the nearest that is', async (t) => {
  t.equal(
    await get('/api/v1/updates_/KB1'),
    '404 CONTROL_PATH_UNKNOWN - | the control API has nothing at /api/v1/updates_/KB1 | Did you mean /api/v1/updates/KB1?',
  );
  t.match(await get('/api/v2/state'), 'Did you mean /api/v1/state?');
  t.match(await get('/api/v1/state/'), 'Did you mean /api/v1/state?');
  t.match(await get('/something/else/entirely'), '/api/v1/openapi.json describes what there is.');
  t.match(await get(`/${'x'.repeat(9_000)}`), '404 CONTROL_PATH_UNKNOWN');
  const put = await api.inject({ method: 'PUT', url: '/api/v1/groups/Pilot' });
  t.match(refusalOf(put), '405 CONTROL_METHOD_UNKNOWN - | /api/v1/groups/Pilot does not take PUT');
  t.match(String(put.headers.allow), /GET, HEAD, PATCH, DELETE/);
});

t.test('errors of the catalogue have a status that fits', async (t) => {
  t.match(await get('/api/v1/updates/KB404'), '404 CATALOG_UPDATE_NAME_UNKNOWN');
  t.match(await get('/api/v1/computers/nobody'), '404 CATALOG_COMPUTER_UNKNOWN');
  t.match(await get('/api/v1/events?computer=nobody'), '404 CATALOG_COMPUTER_UNKNOWN');
  t.match(await get('/api/v1/events/77'), '404 CONTROL_EVENT_UNKNOWN');
  t.match(await send('/api/v1/groups', { name: 'all computers' }), '409 CATALOG_GROUP_REFUSED');
  t.match(await send('/api/v1/groups', { name: 'A', parent: 'B' }), '404 CATALOG_GROUP_UNKNOWN');
  t.match(
    await send('/api/v1/groups/All%20Computers', undefined, {}, 'DELETE'),
    '409 CATALOG_GROUP_REFUSED - | the target group "All Computers" cannot be changed so: it is built in',
  );
  catalog.write(() => catalog.replication.become('http://upstream.test'));
  t.match(await send('/api/v1/groups', { name: 'A' }), '409 CATALOG_REPLICA');
  catalog.write(() => catalog.replication.become(undefined));
});

t.test('a call that fails by itself tells neither why nor where, and the log does', async (t) => {
  const lines: string[] = [];
  const { createControlApi } = await import('../../../server/control/control-api.ts');
  const failing = await createControlApi({
    portsOf: () => {
      throw new Error('secret of /home/somebody');
    },
    logger: { info: () => {}, warn: () => {}, error: (line) => lines.push(line) },
  });
  const answer = await failing.inject('/api/v1/state');
  t.match(refusalOf(answer), '500 CONTROL_FAILED - | the server failed');
  t.notMatch(answer.body, /secret|home|\.ts|\.js/);
  t.match(lines.join(), 'secret of /home/somebody');
});

t.test('while another process writes, the caller is told when to come again', async (t) => {
  const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
  const { api } = await testApi(t, {
    catalog: {
      ...catalog,
      write: () => {
        throw busy;
      },
    },
  });
  const answer = await api.inject({ method: 'DELETE', url: '/api/v1/groups/Pilot' });
  t.equal(
    refusalOf(answer),
    '503 CATALOG_BUSY - | another process is writing to the catalogue of this double | Try again when its import is done.',
  );
  t.equal(answer.headers['retry-after'], '1');
});
