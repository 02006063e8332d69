import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { silentLogger } from '../../../platform/logger.ts';
import { type AccessRules, isLoopback } from '../../../server/control/access/access-rules.ts';
import { controlToken, isSameToken, readTokenFile } from '../../../server/control/access/control-token.ts';
import { createControlApp } from '../../../server/control/control-app.ts';
import type { ControlPorts } from '../../../server/control/control-ports.ts';
import { openStateFolder } from '../../../server/state-folder.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { refusalOf } from '../../helpers/control-api.ts';
import { refusalOf as thrownBy } from '../../helpers/seeds.ts';

const TOKEN = 'S3cret-token_of.this~double+/==';
const catalog = testCatalog(t);

/** How the listener answers a call with these headers. */
async function answerOf(
  access: Partial<AccessRules>,
  headers: Readonly<Record<string, string>>,
  url = '/api/v1/groups',
): Promise<string> {
  const rules = { isLocal: true, names: [], token: undefined, ...access };
  const ports = { catalog } as unknown as ControlPorts;
  const app = createControlApp({
    access: rules,
    logger: silentLogger,
    isReady: () => true,
    ports: () => ports,
  });
  return refusalOf(await app.inject({ url, headers }));
}

t.test('on loopback a call is for localhost, an address or a name of this double', async (t) => {
  const names = ['wsus.test', '10.0.0.7'];
  for (const host of [
    'localhost',
    'LOCALHOST:8590',
    '127.0.0.1:8590',
    '[::1]:8590',
    '10.1.2.3',
    'wsus.test:1',
    'wsus.test.',
  ])
    t.match(await answerOf({ names }, { host }), /^200/, host);
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    'wsus.test.evil',
    '127.0.0.1.nip.io:8590',
    'a b',
  ])
    t.match(await answerOf({ names }, { host }), /^403 CONTROL_HOST_REFUSED/, host);
  t.match(await answerOf({}, { host: 'evil.example' }, '/healthz'), /^403/, 'health too');
  t.match(await answerOf({}, { host: 'localhost' }, '/api/v1/%E0%A4%A'), /^400 CONTROL_INPUT path/);
});

t.test('where others reach it the token decides, and not the name it is asked by', async (t) => {
  const access = { isLocal: false, token: TOKEN };
  t.match(await answerOf(access, { host: 'double', authorization: `Bearer ${TOKEN}` }), /^200/);
});

t.test('no page of another address may call, whatever it asks', async (t) => {
  for (const origin of ['http://evil.example', 'null', 'http://localhost:3000', 'file://', 'nonsense'])
    for (const url of ['/api/v1/groups', '/healthz'])
      t.match(
        await answerOf({}, { host: 'localhost:8590', origin }, url),
        /^403 CONTROL_ORIGIN_REFUSED/,
        origin,
      );
  const own = { host: 'localhost:8590', origin: 'http://localhost:8590' };
  t.match(await answerOf({}, own), /^200/, 'its own pages may');
  const exposed = { isLocal: false, token: TOKEN };
  const foreign = { host: 'double:8590', origin: 'http://evil.example', authorization: `Bearer ${TOKEN}` };
  t.match(await answerOf(exposed, foreign), /^403/, 'a token changes nothing');
});

t.test('a token that is configured is wanted, on loopback too; health wants none', async (t) => {
  for (const isLocal of [true, false]) {
    const access = { isLocal, token: TOKEN };
    const call = (authorization: string | undefined, url?: string) =>
      answerOf(access, { host: 'localhost', ...(authorization !== undefined && { authorization }) }, url);
    t.match(await call(undefined), /^401 CONTROL_TOKEN_MISSING/);
    t.match(await call('Basic dXNlcjpwYXNz'), /^401 CONTROL_TOKEN_MISSING/);
    t.match(await call('Bearer '), /^401 CONTROL_TOKEN_MISSING/);
    t.match(await call(`Bearer ${TOKEN}x`), /^401 CONTROL_TOKEN_WRONG/);
    t.match(await call(`Bearer ${TOKEN.toLowerCase()}`), /^401 CONTROL_TOKEN_WRONG/);
    t.match(await call(`Bearer ${TOKEN}`), /^200/);
    t.match(await call(`bearer  ${TOKEN}`), /^200/, 'the scheme is no name with a case');
    for (const url of ['/healthz', '/livez', '/readyz', '/version', '/readyz?probe=1'])
      t.match(await call(undefined, url), /^200/, url);
    for (const url of [
      '/api/v1/openapi.json',
      '/nowhere',
      '/healthz/',
      '//healthz',
      '/HEALTHZ',
      '/%68ealthz',
    ])
      t.match(await call(undefined, url), /^401/, url);
  }
});

t.test('a refused caller is told how to log in, and nothing is said of other pages', async (t) => {
  const access = { isLocal: true, names: [], token: TOKEN };
  const app = createControlApp({
    access,
    logger: silentLogger,
    isReady: () => false,
    ports: () => {
      throw new Error('nothing is called');
    },
  });
  const { headers } = await app.inject({ url: '/api/v1/state', headers: { host: 'localhost' } });
  t.match(headers['www-authenticate'], /^Bearer /);
  t.equal(headers['access-control-allow-origin'], undefined);
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/api/v1/state',
    headers: { host: 'localhost', origin: 'http://evil.example', 'access-control-request-method': 'POST' },
  });
  t.equal(preflight.statusCode, 403);
  t.same((await app.inject({ url: '/readyz', headers: { host: 'localhost' } })).json(), {
    status: 'starting',
  });
  t.equal((await app.inject({ url: '/readyz', headers: { host: 'localhost' } })).statusCode, 503);
});

t.test('loopback is what only this machine reaches', async (t) => {
  for (const host of ['127.0.0.1', '127.8.9.10', '::1', 'localhost', 'LOCALHOST', '::ffff:127.0.0.1'])
    t.ok(isLoopback(host), host);
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', 'myhost', '127.evil.test', '1127.0.0.1', ''])
    t.notOk(isLoopback(host), host);
});

t.test(
  'a token is made where others reach the listener, kept for its owner, and the same next time',
  async (t) => {
    const state = openStateFolder(path.join(t.testdir({}), 'state'));
    const file = path.join(state.folder, 'control.token');
    t.same(controlToken(state, '127.0.0.1', undefined), { token: undefined });
    t.notOk(existsSync(file));
    const made = controlToken(state, '0.0.0.0', undefined);
    t.match(made.token, /^[\w-]{43}$/);
    t.equal(made.file, file);
    t.equal(readFileSync(file, 'utf8'), `${made.token}\n`);
    if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600);
    t.same(controlToken(state, '::', undefined), made);
    t.same(controlToken(state, '0.0.0.0', TOKEN), { token: TOKEN }, 'one that is given goes before it');
    t.not(
      controlToken(openStateFolder(path.join(t.testdir({}), 'b')), '0.0.0.0', undefined).token,
      made.token,
    );
  },
);

t.test('a token that could be guessed or does not fit a header is refused', async (t) => {
  const state = openStateFolder(path.join(t.testdir({}), 'state'));
  for (const token of [
    '',
    'short',
    'x'.repeat(257),
    `${'x'.repeat(20)} y`,
    `${'x'.repeat(20)}\n`,
    'ü'.repeat(20),
  ])
    t.match(
      thrownBy(() => controlToken(state, '127.0.0.1', token)),
      /^CONTROL_TOKEN_UNFIT/,
      token,
    );
  const file = path.join(state.folder, 'token');
  t.match(
    thrownBy(() => readTokenFile(file)),
    /^CONTROL_TOKEN_UNFIT: .*ENOENT/,
  );
  writeFileSync(file, `  ${TOKEN}\r\n`);
  t.equal(readTokenFile(file), TOKEN);
  t.ok(isSameToken(TOKEN, TOKEN));
  t.notOk(isSameToken(TOKEN, ''));
});
