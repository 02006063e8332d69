import t from 'tap';
import { startMockWindowsUpdate } from '../../server/index.ts';
import { withKeys } from '../helpers/prepared-keys.ts';

t.test(
  'the control plane has a listener of its own, on loopback even when clients are let in from anywhere',
  async (t) => {
    const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
    const double = await startMockWindowsUpdate({ state: withKeys(t.testdir()), bind: '0.0.0.0', ...ports });
    t.teardown(() => double.close());
    t.match(double.urls.control, /^http:\/\/127\.0\.0\.1:\d+$/);
    t.same(await (await fetch(`${double.urls.control}/readyz`)).json(), { status: 'ready' });
    for (const path of ['/healthz', '/readyz', '/api/v1/openapi.json']) {
      t.equal((await fetch(double.urls.http + path)).status, 404, `clients do not reach ${path}`);
    }
    for (const path of ['/ClientWebService/Client.asmx', '/pki/root.pem', '/Content/00/00.cab']) {
      t.equal(
        (await fetch(double.urls.control + path)).status,
        404,
        `${path} is not for the control listener`,
      );
    }
  },
);

t.test('who speaks plain HTTP to the TLS port is told so', async (t) => {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const double = await startMockWindowsUpdate({ state: withKeys(t.testdir()), ...ports });
  t.teardown(() => double.close());
  const answer = await fetch(double.urls.https.replace('https://localhost', 'http://127.0.0.1'));
  t.equal(answer.status, 400);
  t.equal(await answer.text(), '400: this port speaks TLS\n');
});
