import t from 'tap';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { resetRollup } from '../../../server/roll-up/get-rollup-configuration.ts';
import { startServices } from '../../helpers/services.ts';

const cookie = { Expiration: '9999-12-31T23:59:59.9999999', EncryptedData: Buffer.alloc(0) };

t.test('the configuration names the server and the batches of the product', async (t) => {
  const { client, catalog } = await startServices(t);
  const { GetRollupConfigurationResult: told } = await client.call('GetRollupConfiguration', { cookie });
  t.match(told, {
    DoDetailedRollup: true,
    ServerId: catalog.serverId,
    RollupDownstreamServersMaxBatchSize: 5_000,
    RollupComputersMaxBatchSize: 1_500,
    GetOutOfSyncComputersMaxBatchSize: 20_000,
    RollupComputerStatusMaxBatchSize: 500,
  });
});

t.test('batches and details are told as they are configured', async (t) => {
  const { client } = await startServices(t, {
    settings: {
      doDetailedRollup: false,
      maxRollupServers: 1,
      maxRollupComputers: 2,
      maxOutOfSyncComputers: 3,
      maxRollupStatuses: 4,
    },
  });
  const { GetRollupConfigurationResult: told } = await client.call('GetRollupConfiguration', {});
  t.match(told, {
    DoDetailedRollup: false,
    RollupDownstreamServersMaxBatchSize: 1,
    RollupComputersMaxBatchSize: 2,
    GetOutOfSyncComputersMaxBatchSize: 3,
    RollupComputerStatusMaxBatchSize: 4,
  });
});

t.test('the reset stays the same until it is renewed', async (t) => {
  const { client, catalog } = await startServices(t);
  const reset = async () =>
    (await client.call('GetRollupConfiguration', { cookie })).GetRollupConfigurationResult?.RollupResetGuid;
  const first = await reset();
  t.match(first, /^[0-9a-f-]{36}$/);
  t.equal(await reset(), first);
  const renewed = resetRollup(catalog, createSeededRandomness('renewed'));
  t.not(renewed, first);
  t.equal(await reset(), renewed);
});
