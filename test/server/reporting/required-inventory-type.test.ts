import t from 'tap';
import { startServices } from '../../helpers/services.ts';

const rulesId = 'abcdef00-0000-4000-8000-000000000001';

t.test('an inventory is asked for where the configuration says that one is required', async (t) => {
  const { client, catalog } = await startServices(t);
  const asked = async () =>
    (
      await client.call('GetRequiredInventoryType', {
        cookie: await client.session(),
        rulesId,
        rulesVersion: '1.0',
      })
    ).GetRequiredInventoryTypeResult;
  t.equal(await asked(), 0);
  catalog.configuration.set({ isInventoryRequired: true });
  t.equal(await asked(), 1);
  catalog.configuration.set({ isInventoryRequired: undefined });
  t.equal(await asked(), 0);
});

t.test('without a cookie of this server it is a fault', async (t) => {
  const { client } = await startServices(t);
  t.match(await client.fault('GetRequiredInventoryType', { rulesId }), /^InvalidCookie/);
  const cookie = { Expiration: '2026-11-01T12:00:00Z', EncryptedData: Buffer.from('made up') };
  t.match(await client.fault('GetRequiredInventoryType', { cookie, rulesId }), /^InvalidCookie/);
});

t.test('a cookie that ran out is told as such', async (t) => {
  const { client, clock } = await startServices(t);
  const cookie = await client.session();
  clock.advance(24 * 60 * 60 * 1000);
  t.match(await client.fault('GetRequiredInventoryType', { cookie, rulesId }), /^CookieExpired/);
});
