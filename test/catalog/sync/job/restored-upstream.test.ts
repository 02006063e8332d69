import { copyFileSync } from 'node:fs';
import t from 'tap';
import { importUpdates } from '../../../helpers/documents.ts';
import { startServices } from '../../../helpers/services.ts';
import { classification, contentsOf, product, revisionsIn, syncPair } from '../../../helpers/sync-pair.ts';

for (const replica of [false, true])
  t.test(
    `an upstream server put back to an earlier state is synchronised with from the beginning, ${replica}`,
    async (t) => {
      const folder = t.testdir();
      const pair = await syncPair(t, { file: `${folder}/up.db` });
      const { catalog } = pair.up;
      importUpdates(catalog, product(11), classification(51), { id: 101, in: [11, 51] });
      catalog.database.pragma('wal_checkpoint(TRUNCATE)');
      copyFileSync(`${folder}/up.db`, `${folder}/back.db`);
      importUpdates(catalog, { id: 102, in: [11, 51] });
      catalog.groups.create('Pilot');
      await pair.sync({ replica });
      const back = await startServices(t, { file: `${folder}/back.db`, catalogName: 'up', keyName: 'up' });
      importUpdates(back.catalog, { id: 103, in: [11, 51] }, { id: 104, in: [11, 51] });
      pair.proxy.target = back.url;
      const { result, error } = await pair.sync({ replica });
      t.equal(result, 'succeeded', error?.message ?? '');
      t.equal(revisionsIn(pair.down.catalog), '11.1 51.1 101.1 102.1 103.1 104.1');
      if (replica) t.same(contentsOf(pair.down.catalog).groups, contentsOf(back.catalog).groups);
      pair.proxy.clear();
      await pair.sync({ replica });
      t.ok(pair.proxy.calls.length <= 5, 'and then it is quiet');
    },
  );
