import t from 'tap';
import { startMockWindowsUpdate } from '../../server/index.ts';
import { withKeys } from '../helpers/prepared-keys.ts';

t.test('who speaks plain HTTP to the TLS port is told so', async (t) => {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const double = await startMockWindowsUpdate({ state: withKeys(t.testdir()), ...ports });
  t.teardown(() => double.close());
  const answer = await fetch(double.urls.https.replace('https://localhost', 'http://127.0.0.1'));
  t.equal(answer.status, 400);
  t.equal(await answer.text(), '400: this port speaks TLS\n');
});
