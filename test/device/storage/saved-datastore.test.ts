import t from 'tap';
import { createDatastore } from '../../../device/datastore/datastore.ts';
import { readCoreFragment } from '../../../device/scan/read-page.ts';
import { openDatastore, saveDatastore } from '../../../device/storage/saved-datastore.ts';
import { cookieOf } from '../../helpers/scripted-wsus.ts';

/** A store with a cookie, as JSON on disk. */
function saved(): { memory: { cookie: object } } {
  const store = createDatastore();
  store.memory = { cookie: cookieOf(1) };
  return JSON.parse(JSON.stringify(saveDatastore(store)));
}

t.test('a cookie is kept as base64, and comes back', async (t) => {
  const kept = saved();
  t.match(kept.memory.cookie, { EncryptedData: cookieOf(1).EncryptedData?.toString('base64') });
  t.match(openDatastore(kept, readCoreFragment), { memory: { cookie: cookieOf(1) } });
});

t.test('a cookie that was kept in the earlier form comes back', async (t) => {
  const kept = saved();
  kept.memory.cookie = JSON.parse(JSON.stringify(cookieOf(1)));
  t.match(kept.memory.cookie, { EncryptedData: { type: 'Buffer' } });
  t.match(openDatastore(kept, readCoreFragment), { memory: { cookie: cookieOf(1) } });
});
