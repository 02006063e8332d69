import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openFolderStorage } from '../../../device/storage/folder-storage.ts';
import { infoOf } from '../../helpers/cores.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { openScanner, type ScanningDevice } from '../../helpers/scanning-device.ts';
import { pageOf, type ScriptedWsus, startScriptedWsus } from '../../helpers/scripted-wsus.ts';
import { refusalOf } from '../../helpers/seeds.ts';
import { startServices } from '../../helpers/services.ts';

/** A device in `folder`; every call makes a new one of what is there. */
function open(t: Test, server: string, folder: string, more: object = {}): ScanningDevice {
  return openScanner(t, server, { storage: openFolderStorage(folder), ...more });
}

/** A folder with a device that scanned once. */
async function keep(t: Test): Promise<{ readonly folder: string; readonly wsus: ScriptedWsus }> {
  const folder = path.join(t.testdir(), 'a device');
  const wsus = await startScriptedWsus(t, { SyncUpdates: [pageOf({ NewUpdates: [infoOf({ id: 1 })] })] });
  t.equal(await open(t, wsus.url, folder).outcome(), 'done');
  wsus.clear();
  return { folder, wsus };
}

t.test('a device that is opened again goes on with a real server where it was', async (t) => {
  const { catalog, url } = await startServices(t);
  importUpdates(
    catalog,
    { id: 1, type: 'Category', more: { rules: { isInstalled: { name: 'lar:True' } } } },
    { id: 2, type: 'Category', in: [1], more: { rules: { isInstalled: { name: 'lar:False' } } } },
    { id: 3, in: [1], more: { rules: { isInstalled: { name: 'lar:False' } } } },
  );
  const folder = path.join(t.testdir(), 'a device');
  const first = await open(t, url, folder).device.scan();
  t.match(first.facts, { trips: 3, revisions: 3 });
  const again = open(t, url, folder);
  t.same(again.device.offers().offers.length, first.offers.length, 'it knows what it found without asking');
  const second = await again.device.scan();
  t.match(second.facts, { trips: 2, revisions: 3, offered: first.facts.offered });
  t.equal(second.added, 0, 'the server saw both lists');
  const calls = again.told.flatMap((event) => (event.kind === 'call' ? [event.operation] : []));
  t.same(calls, ['SyncUpdates', 'SyncUpdates'], 'and its cookie');
});

t.test('what is kept is for its owner alone', async (t) => {
  const { folder } = await keep(t);
  t.same(readdirSync(folder).sort(), ['datastore.json', 'device.json', 'lock']);
  for (const name of readdirSync(folder))
    t.equal(statSync(path.join(folder, name)).mode & 0o777, 0o600, name);
  t.equal(statSync(folder).mode & 0o777, 0o700);
});

t.test('a damaged record is not written over', async (t) => {
  const { folder, wsus } = await keep(t);
  const file = path.join(folder, 'device.json');
  const text = readFileSync(file, 'utf8');
  const changed = (change: object): string => JSON.stringify({ ...JSON.parse(text), ...change });
  for (const damaged of [
    '',
    text.slice(0, -9),
    '[]',
    '{}',
    'null',
    changed({ version: 2 }),
    changed({ clientId: 7 }),
    changed({ events: [{}] }),
    changed({ events: [{ id: 1, instanceId: '', at: 0, code: 'S_OK', appName: '' }] }),
    changed({ changes: [{ kind: 'explode' }] }),
    changed({ outcomes: { a: { kind: 'lost', failures: 0 } } }),
    changed({ more: 1 }),
  ]) {
    writeFileSync(file, damaged);
    t.match(
      refusalOf(() => open(t, wsus.url, folder)),
      /^DEVICE_STATE_DAMAGED: .*device\.json/,
      damaged.slice(-60),
    );
    t.equal(readFileSync(file, 'utf8'), damaged);
  }
  writeFileSync(file, text);
  t.equal(await open(t, wsus.url, folder).outcome(), 'done');
});

t.test('a damaged data store is begun anew, and that is told', async (t) => {
  const { folder, wsus } = await keep(t);
  const file = path.join(folder, 'datastore.json');
  const text = readFileSync(file, 'utf8');
  const changed = (change: object): string => JSON.stringify({ ...JSON.parse(text), ...change });
  for (const damaged of [
    '',
    text.slice(0, -9),
    'null',
    '[]',
    '"text"',
    changed({ version: 99 }),
    changed({ memory: null }),
    changed({ memory: { cookie: { Expiration: '', EncryptedData: 7 } } }),
    changed({ software: [{ xml: '<' }] }),
    changed({ software: 7 }),
  ]) {
    writeFileSync(file, damaged);
    wsus.clear();
    const one = open(t, wsus.url, folder);
    t.match(one.warnings()[0], /^the data store is begun anew: ./, damaged.slice(-60));
    t.match(await one.device.scan(), { facts: { revisions: 1 } });
    t.equal(wsus.asked('GetConfig').length, 1, 'from the first call on');
  }
});

t.test('another profile is another device', async (t) => {
  const { folder, wsus } = await keep(t);
  const profile = { ...PLAIN, languages: ['de-DE'] };
  t.match(
    refusalOf(() => open(t, wsus.url, folder, { profile })),
    /^DEVICE_PROFILE_DIFFERS/,
  );
});

t.test('a folder that cannot be made is told', async (t) => {
  const file = path.join(t.testdir({ file: '' }), 'file');
  t.match(
    refusalOf(() => openFolderStorage(path.join(file, 'below'))),
    /^STATE_UNUSABLE/,
  );
  const folder = t.testdir();
  mkdirSync(path.join(folder, 'device.json'));
  t.match(
    refusalOf(() => openFolderStorage(folder).readRecord()),
    /^DEVICE_STATE_DAMAGED/,
  );
});
