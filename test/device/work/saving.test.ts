import t, { type Test } from 'tap';
import { infoOf } from '../../helpers/cores.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { pageOf, startScriptedWsus } from '../../helpers/scripted-wsus.ts';

/** How often the data store is written while so many updates are installed. */
async function writesFor(t: Test, count: number): Promise<number> {
  const NewUpdates = Array.from({ length: count }, (_, at) => infoOf({ id: at + 1 }));
  const wsus = await startScriptedWsus(t, { SyncUpdates: [pageOf({ NewUpdates })] });
  const one = openScanner(t, wsus.url);
  t.equal(await one.outcome(), 'done');
  let writes = 0;
  one.kept.writeDatastore = () => {
    writes += 1;
  };
  t.equal((await one.device.install()).length, count);
  return writes;
}

t.test('the data store is written as often for many updates as for one', async (t) => {
  t.equal(await writesFor(t, 9), await writesFor(t, 1));
});
