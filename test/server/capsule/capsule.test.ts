import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { writeCab } from '../../../protocol/codecs/cab-writer.ts';
import { openCapsule, readCapsule, unpackCapsule } from '../../../server/capsule/open-capsule.ts';
import { startMockWindowsUpdate } from '../../../server/index.ts';
import { withKeys } from '../../helpers/prepared-keys.ts';
import { dumpTables } from '../../helpers/tables.ts';
import { wuspClient } from '../../helpers/wusp-client.ts';

const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
const modified = { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0 };

t.test(
  'a double that was saved comes up again: keys, catalogue, time, rules, and cookies are good',
  async (t) => {
    const folder = t.testdir();
    const file = path.join(folder, 'failing.capsule');
    const double = await startMockWindowsUpdate({
      state: withKeys(path.join(folder, 'state')),
      seeds: ['demo'],
      ...ports,
    });
    double.clock.freeze();
    const frozenAt = double.clock.now();
    const client = wuspClient(double.urls.https, double.ca.pem);
    const cookie = await client.session({ clientId: 'pc' });
    double.faults.add({
      id: 'busy',
      match: { operation: 'GetConfig' },
      act: { kind: 'soap.fault', code: 'ServerBusy' },
    });
    t.match(double.saveCapsule(file), { layout: 1, clock: { mode: 'frozen' }, faults: [{ id: 'busy' }] });
    const tables = dumpTables(double.catalog.database);
    const { sha256 } = double.ca;
    client.close();
    await double.close();
    t.equal(statSync(file).mode & 0o777, 0o600, 'nobody else reads the keys in it');

    const state = path.join(folder, 'elsewhere');
    const again = await openCapsule(file, state, { httpPort: 0, httpsPort: 0, controlPort: 0 });
    t.teardown(() => again.close());
    t.equal(again.ca.sha256, sha256);
    t.equal(dumpTables(again.catalog.database), tables);
    t.equal(again.clock.now(), frozenAt);
    const same = wuspClient(again.urls.https, again.ca.pem);
    t.teardown(() => same.close());
    t.ok((await same.sync(cookie)).NewUpdates, 'a cookie of before');
    t.equal(await same.fault('GetConfig', { protocolVersion: '2.90' }), 'ServerBusy');
    const entries = JSON.parse(readFileSync(path.join(state, 'journal.json'), 'utf8')) as readonly object[];
    t.ok(entries.some((entry) => 'operation' in entry && entry.operation === 'GetCookie'));
    t.match(JSON.parse(readFileSync(path.join(state, 'journal.har'), 'utf8')), { log: { version: '1.2' } });
    t.throws(() => unpackCapsule(file, state), { code: 'CAPSULE_FOLDER_TAKEN' });
  },
);

t.test('what is no capsule is refused, and nothing it holds leads out of the folder', async (t) => {
  const folder = t.testdir({ text: 'no cabinet' });
  t.throws(() => readCapsule(path.join(folder, 'text')), { code: 'CAPSULE_DAMAGED' });
  t.throws(() => readCapsule(path.join(folder, 'missing')), { code: 'CAPSULE_DAMAGED' });
  const head = Buffer.from(JSON.stringify({ layout: 1 }));
  const write = (name: string, first = head): string => {
    const file = path.join(folder, 'odd.capsule');
    const parts = [
      { name: 'capsule.json', data: first, modified },
      { name, data: Buffer.from('x'), modified },
    ];
    writeFileSync(file, writeCab(parts));
    return file;
  };
  t.throws(() => readCapsule(write('catalog.db', Buffer.from('{"layout":2}'))), {
    message: /its layout is 2/,
  });
  for (const name of ['pki/../../outside.pem', '../outside.pem', 'pki\\..\\outside.pem', '/etc/x', 'other'])
    t.throws(() => unpackCapsule(write(name), path.join(folder, 'state')), { code: 'CAPSULE_DAMAGED' }, name);
  t.notOk(readdirSync(folder).includes('outside.pem'));
  t.notOk(existsSync(path.join(folder, '..', 'outside.pem')));
});
