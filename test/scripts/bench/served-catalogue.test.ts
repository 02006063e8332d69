import { mkdirSync } from 'node:fs';
import t from 'tap';
import type { BenchContext } from '../../../scripts/bench/row.ts';
import { onServedCatalogue } from '../../../scripts/bench/served-catalogue.ts';
import { DEFAULT_SEED } from '../../../scripts/bench/synthetic-catalogue.ts';
import { syntheticState } from '../../../scripts/bench/synthetic-state.ts';
import { openTlsScan } from '../../../scripts/bench/tls-scan.ts';
import { wholeScan } from '../../../scripts/bench/whole-scan.ts';

t.test(
  'a catalogue is imported once a run, and a server of its own shows it to a client over TLS',
  async (t) => {
    const runFolder = t.testdir();
    const folder = `${runFolder}/case`;
    mkdirSync(folder);
    const said: string[] = [];
    const progress = (message: string): unknown => said.push(message);
    const context: BenchContext = { folder, runFolder, rounds: 1, seconds: 0.05, progress };
    const choice = { revisions: 1_000, seed: DEFAULT_SEED };
    const state = syntheticState(context, choice);
    t.equal(syntheticState(context, choice), state);
    t.strictSame(said, ['importing 1000 synthetic revisions']);
    await onServedCatalogue(context, choice, async ({ served, client }) => {
      t.equal(served.state, state);
      const scan = await openTlsScan(served);
      t.teardown(() => scan.close());
      const { installed, others, roundTrips } = await wholeScan(scan.sync);
      t.equal(installed.length, 87);
      t.ok(others.length > 200 && roundTrips > 8);
      t.ok(scan.waited() > 0);
      const body = scan.bodyOf({ InstalledNonLeafUpdateIDs: installed, OtherCachedUpdateIDs: others });
      const answer = await scan.ask(body);
      t.strictSame(scan.read(answer)?.NewUpdates ?? [], [], 'a client that has everything gets nothing new');
      const { responses, bytes } = await client.run(served.load([body], { connections: 1 }));
      t.equal(bytes, responses * answer.body.length);
    });
  },
);
