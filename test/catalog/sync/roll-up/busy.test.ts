import t, { type Test } from 'tap';
import type { RollUpClient } from '../../../../catalog/sync/roll-up/ports.ts';
import { rollUp } from '../../../../catalog/sync/roll-up/roll-up.ts';
import { createSeededRandomness } from '../../../../platform/randomness.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { idOf } from '../../../helpers/documents.ts';

const MINUTE = 60_000;

/** A server with one computer that reported, below one that gives these answers to its states. */
function start(t: Test, answers: readonly boolean[]) {
  const catalog = testCatalog(t);
  catalog.write(() => {
    catalog.computers.introduce('pc', 'pc.example', '', 0);
    catalog.events.replaceStatus('pc', [{ updateId: idOf(1), state: 'NotInstalled' }], 1);
    catalog.computers.noteStatus('pc', 1);
  });
  const pauses: number[] = [];
  const sent: string[] = [];
  const numbers: number[] = [];
  const client: RollUpClient = {
    getRollupConfiguration: async () => ({
      GetRollupConfigurationResult: {
        DoDetailedRollup: true,
        RollupResetGuid: idOf(7),
        ServerId: idOf(8),
        RollupDownstreamServersMaxBatchSize: 1,
        RollupComputersMaxBatchSize: 1,
        GetOutOfSyncComputersMaxBatchSize: 1,
        RollupComputerStatusMaxBatchSize: 0,
      },
    }),
    rollupDownstreamServers: async () => ({}),
    rollupComputers: async () => ({}),
    getOutOfSyncComputers: async () => ({}),
    rollupComputerStatus: async ({ clientTime, computers = [] }) => {
      sent.push(clientTime);
      numbers.push(...computers.map(({ RollupNumber }) => RollupNumber));
      return { RollupComputerStatusResult: answers[sent.length - 1] ?? true };
    },
  };
  const clock = catalog.clock as { advance(milliseconds: number): void } & typeof catalog.clock;
  return {
    catalog,
    pauses,
    sent,
    numbers,
    roll: (signal = new AbortController().signal) =>
      rollUp({
        catalog,
        client,
        isReplica: false,
        fullDomainName: 'below.example',
        lastSyncAt: null,
        version: '1',
        state: { reset: idOf(7) },
        pause: async (milliseconds) => {
          pauses.push(milliseconds);
          clock.advance(milliseconds);
          signal.throwIfAborted();
        },
        signal,
        randomness: createSeededRandomness('pauses'),
        clock,
      }),
  };
}

t.test('a busy server is asked again after one to five minutes, with the time it is then', async (t) => {
  const { roll, pauses, sent, numbers } = start(t, [false, false, true]);
  t.match(await roll(), { kind: 'done', statuses: 1 });
  t.equal(pauses.length, 2);
  for (const pause of pauses) t.ok(pause >= MINUTE && pause <= 5 * MINUTE, `${pause} ms`);
  t.not(pauses[0], pauses[1]);
  t.equal(new Set(sent).size, 3);
  t.same(numbers, [1, 1, 1], 'the same is sent');
});

t.test(
  'after four tries in vain the roll-up ends as busy, and what was not taken is sent next time',
  async (t) => {
    const { roll, pauses, sent, numbers } = start(t, [false, false, false, false]);
    t.match(await roll(), { kind: 'busy', servers: 1, computers: 1, statuses: 0 });
    t.equal(sent.length, 4);
    t.equal(pauses.length, 3);
    t.match(await roll(), { kind: 'done', statuses: 1 });
    t.equal(numbers.at(-1), 1);
  },
);

t.test('a cancelled pause ends the roll-up with the reason', async (t) => {
  const { roll, sent } = start(t, [false]);
  const reason = new Error('stop');
  const controller = new AbortController();
  const rolled = roll(controller.signal);
  controller.abort(reason);
  await t.rejects(rolled, reason);
  t.equal(sent.length < 2, true);
});
