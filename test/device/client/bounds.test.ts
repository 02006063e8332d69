import t from 'tap';
import { countedCalls } from '../../../device/client/call-budget.ts';
import type { ServerCalls } from '../../../device/client/server-calls.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { failureOf } from '../../helpers/device-http.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { answers, configAnswer, cookieOf, pageOf, startScriptedWsus } from '../../helpers/scripted-wsus.ts';

const LARGE = { Expiration: '2026-11-01T12:00:00Z', EncryptedData: Buffer.alloc(16 * 1024 + 1) };
const REFUSED = /^WU_E_PT_INVALID_FORMAT: a cookie has 16385 bytes/;

t.test('a cookie that is too large is refused', async (t) => {
  const wsus = await startScriptedWsus(t, { GetCookie: answers('GetCookie', { GetCookieResult: LARGE }) });
  t.match(await openScanner(t, wsus.url).outcome(), REFUSED);
});

t.test('a newer cookie that is too large is refused, and the one before kept', async (t) => {
  const wsus = await startScriptedWsus(t, { SyncUpdates: [pageOf({ NewCookie: LARGE })] });
  const one = openScanner(t, wsus.url);
  t.match(await one.outcome(), REFUSED);
  t.equal(one.kept.datastore().memory.cookie?.EncryptedData, cookieOf(1).EncryptedData?.toString('base64'));
});

t.test('a configuration that is too large is refused, and not kept', async (t) => {
  const Properties = [
    { Name: 'ProtocolVersion', Value: '3.2' },
    { Name: 'More', Value: 'x'.repeat(300_000) },
  ];
  const wsus = await startScriptedWsus(t, { GetConfig: configAnswer({ Properties }) });
  const one = openScanner(t, wsus.url);
  t.match(await one.outcome(), /^WU_E_PT_INVALID_FORMAT: the configuration has 300\d{3} characters/);
  t.equal(one.kept.datastore().memory.config, undefined);
});

t.test('a session calls so often and no more', async (t) => {
  let made = 0;
  const calls = countedCalls(
    {
      server: 'http://wsus.test',
      call: async () => {
        made += 1;
        return {} as never;
      },
    } satisfies ServerCalls,
    2,
  );
  const call = (): Promise<unknown> =>
    calls.call(clientService, clientService.operations.GetConfig, { protocolVersion: '1.0' });
  await call();
  await call();
  t.equal((await failureOf(call())).code, 'WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS');
  t.equal(made, 2);
});
