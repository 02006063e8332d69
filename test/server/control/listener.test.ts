import path from 'node:path';
import t from 'tap';
import { createControlClient } from '../../../client/index.ts';
import { operations } from '../../../client/operations.ts';
import { startMockWindowsUpdate } from '../../../server/index.ts';
import { mockWu } from '../../helpers/command-line.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { runAsync } from '../../helpers/run-async.ts';
import { hasTool } from '../../helpers/tools.ts';

const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
const lines: string[] = [];
const note = (line: string): void => {
  lines.push(line);
};
const folder = t.testdir({});
const local = await startMockWindowsUpdate({
  state: withKeys(path.join(folder, 'local')),
  bind: '0.0.0.0',
  ...ports,
});
t.teardown(() => local.close());
const exposed = await startMockWindowsUpdate({
  state: withKeys(path.join(folder, 'exposed')),
  controlBind: '0.0.0.0',
  logger: { info: note, warn: note, error: note },
  ...ports,
});
t.teardown(() => exposed.close());

t.test(
  'the control plane has a listener of its own, on loopback even when clients are let in from anywhere',
  async (t) => {
    t.match(local.urls.control, /^http:\/\/127\.0\.0\.1:\d+$/);
    t.equal(local.controlToken, undefined);
    t.same(await (await fetch(`${local.urls.control}/readyz`)).json(), { status: 'ready' });
    for (const path of ['/ClientWebService/Client.asmx', '/pki/root.pem', '/Content/00/00.cab'])
      t.equal(
        (await fetch(local.urls.control + path)).status,
        404,
        `${path} is not for the control listener`,
      );
  },
);

t.test('nothing a client can reach leads to the control plane', async (t) => {
  const paths = [...new Set(Object.values(operations).map((one) => one.path)), '/api/v1/openapi.json'];
  t.ok(paths.length > 20);
  for (const given of paths) {
    const path = given.replaceAll(/\{\w+\}/g, 'x');
    for (const [method, spelling] of [
      ['GET', path],
      ['POST', path],
      ['GET', path.toUpperCase()],
      ['GET', `/${path}`],
    ] as const)
      t.equal((await fetch(local.urls.http + spelling, { method })).status, 404, `${method} ${spelling}`);
  }
  if (!hasTool(t, 'curl')) return;
  const args = ['-sS', '--cacert', local.ca.file, '-w', '%{http_code} '];
  const { output } = await runAsync('curl', [
    ...args,
    ...paths.flatMap((path) => ['-o', '/dev/null', local.urls.https + path]),
  ]);
  t.same([...new Set(output.trim().split(' '))], ['404']);
});

t.test('a control API others can reach wants the token whose file the log names', async (t) => {
  const { controlToken: token } = exposed;
  const file = path.join(folder, 'exposed', 'control.token');
  t.ok(lines.includes(`the control API wants the token in ${file}`));
  t.notMatch(lines.join(), token);
  const url = exposed.urls.control;
  t.match(await createControlClient({ url, token }).getState(), { urls: { control: url } });
  await t.rejects(createControlClient({ url }).getState(), { status: 401, code: 'CONTROL_TOKEN_MISSING' });
  t.same(await createControlClient({ url }).getReadiness(), { status: 'ready' });
  const control = createControlClient({ url, token });
  await t.rejects(control.importUpdates({ source: file }), { status: 403, code: 'CONTROL_LOCAL_ONLY' });
  t.match(await control.importUpdates({ seed: 'groups: [{ name: Sent }]' }), {
    kind: 'seed',
    source: 'seed.yaml',
  });
  t.ok(exposed.catalog.groups.find('Sent'));
});

t.test('a seed that is sent takes no file of the machine with it', async (t) => {
  const control = createControlClient({ url: local.urls.control });
  const seed = 'updates: [{ title: Theft, kb: 1, files: [{ path: /etc/passwd }] }]';
  await t.rejects(control.importUpdates({ seed }), {
    status: 400,
    code: 'SEED_FILE',
    message: /seed.yaml:1, updates\[0\].files\[0\].*a seed that came as text lies in no folder/,
  });
  await t.rejects(control.importUpdates({ source: '/nowhere.yaml' }), {
    status: 400,
    code: 'CATALOG_IMPORT_SOURCE',
  });
});

t.test('the token of serve is read from a file', async (t) => {
  const { code, stderr } = await mockWu('serve', '--control-token-file', path.join(folder, 'absent'));
  t.equal(code, 1);
  t.match(stderr, 'the control token cannot be used');
});

t.test('after closing nobody answers, also not over a connection that was kept', async (t) => {
  const double = await startMockWindowsUpdate({ state: withKeys(path.join(folder, 'closing')), ...ports });
  const control = createControlClient({ url: double.urls.control });
  await control.getState();
  await double.close();
  await t.rejects(control.getState(), { status: 0, code: 'UNREACHABLE' });
});
