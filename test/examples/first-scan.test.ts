import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import t from 'tap';
import { startMockWindowsUpdate } from '../../server/index.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { projectRoot } from '../helpers/project-root.ts';

t.test('the first scan of the README runs over TLS from handshake to report', async (t) => {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const double = await startMockWindowsUpdate({ state: withKeys(t.testdir()), seeds: ['demo'], ...ports });
  t.teardown(() => double.close());
  const script = path.join(projectRoot, 'examples/first-scan.mjs');
  const child = spawn(process.execPath, [script, double.urls.https], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: double.ca.file },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const [code] = await once(child, 'close');
  t.equal(code, 0, printed);
  t.match(printed, /Mock: 2026-10 Cumulative Update for Windows 11/);
  t.match(printed, /downloaded and verified http:\/\/localhost:\d+\/Content\//);
  t.match(printed, /reported/);
  t.equal(double.catalog.events.list().length, 1, 'the report is kept');
  t.equal(double.catalog.computers.all().length, 1, 'and so is the computer');
});
