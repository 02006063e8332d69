import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import type { DeviceEvent } from '../../../device/events.ts';
import { runDevice } from '../../../device/run-device.ts';
import { openFolderStorage } from '../../../device/storage/folder-storage.ts';
import { startDouble } from '../../helpers/device-double.ts';
import { deadOrigin } from '../../helpers/tls-server.ts';

const MIB = 1_048_576;
const update = (kb: number, size: string): string =>
  `  - { title: "Mock: KB${kb}", kb: ${kb}, classification: Updates, products: Windows 11, files: [{ name: ${kb}.cab, size: ${size} }], approvals: All Computers }\n`;
const SEED = `updates:\n${update(9000001, '4 KB')}${update(9000002, '6 MB')}`;
const { deviceFor } = await startDouble(t, SEED);
const [SMALL, LARGE] = ['KB9000001', 'KB9000002'];
const bytesOf = (told: readonly DeviceEvent[]): number =>
  told.reduce((sum, one) => sum + (one.kind === 'bytes' ? one.count : 0), 0);

t.test('one process downloads and another installs, over one folder, asking for nothing again', async (t) => {
  const folder = path.join(t.testdir({}), 'device');
  const process = () => {
    const storage = openFolderStorage(folder);
    t.teardown(() => storage.close());
    return deviceFor(t, { options: { storage } });
  };
  const first = process();
  await first.device.scan();
  await first.device.download();
  await first.device.report();
  const second = process();
  t.ok(second.device.isScanned());
  const results = await second.device.install();
  t.same(
    results.map(({ kind }) => kind),
    ['installed', 'installed'],
  );
  t.equal(bytesOf(second.told), 0);
  t.same(
    second.told.flatMap((one) => (one.kind === 'downloaded' ? [one.isFresh] : [])),
    [false, false],
  );
  await second.device.report();
  t.same(second.posts(), [
    [181, 181],
    [183, 183],
  ]);
  const third = process();
  t.same((await third.device.scan()).offers, []);
});

t.test('a file that was damaged after it was downloaded is not installed, and comes anew', async (t) => {
  const one = deviceFor(t);
  await one.device.scan();
  await one.device.download();
  const [name = ''] = one.files().filter((file) => file.endsWith('.cab'));
  t.equal(one.files().length, 2);
  writeFileSync(path.join(one.kept.downloads, name), 'damaged');
  const results = await one.again().device.install();
  t.same(results.map(({ kind }) => kind).sort(), ['failed', 'installed']);
  t.match(
    results.find(({ kind }) => kind === 'failed'),
    { failure: { code: 'WU_E_DM_NOTDOWNLOADED', extended: 'WU_E_DM_INCORRECTFILEHASH' } },
  );
  t.notOk(one.files().includes(name), 'it is deleted');
  const later = one.again();
  t.equal((await runDevice(later.device)).outcome, 'installed');
  t.same(
    later
      .onServer()
      .events.map((event) => event.slice(0, 3))
      .slice(-6),
    ['147', '156', '167', '162', '181', '183'],
  );
});

t.test(
  'events wait for a status server that is down, and are sent in their order when it is back',
  async (t) => {
    const one = deviceFor(t, { policy: { statusServer: await deadOrigin() } });
    const { outcome } = await runDevice(one.device);
    t.equal(outcome, 'installed', 'that nobody takes a report is no failure of what was done');
    t.match(one.failures(), [/^report: 0x80240438/, /^report: 0x80240438/]);
    t.same(one.onServer().events, []);
    const back = one.again({ policy: {} });
    await back.device.report();
    t.same(back.onServer().events, [
      '147',
      '156',
      ...[167, 162, 181, 183].flatMap((id) => [`${id} ${SMALL}`, `${id} ${LARGE}`]),
    ]);
    await back.device.report();
    t.equal(back.onServer().events.length, 10, 'each once');
  },
);

t.test('what is cancelled in the middle of a download installs nothing and goes on from there', async (t) => {
  const controller = new AbortController();
  let pieces = 0;
  const cut = deviceFor(t, {
    options: { signal: controller.signal },
    onEvent: (event) => {
      if (event.kind === 'bytes' && event.count === MIB && ++pieces === 2) controller.abort();
    },
  });
  const { outcome, results } = await runDevice(cut.device);
  t.equal(outcome, 'failed');
  t.match(
    results,
    results.map(() => ({ kind: 'failed', failure: { code: 'WU_E_CALL_CANCELLED' } })),
  );
  t.same(
    cut
      .files()
      .map((name) => name.replace(/^[0-9A-F]{40}/, ''))
      .filter((name) => name !== '.cab'),
    ['.map.part', '.part'],
  );
  t.same(cut.kept.record().changes, []);
  t.match(cut.kept.record().events.at(-1), { id: 163, code: 'WU_E_CALL_CANCELLED' });

  const on = cut.again({ options: {} });
  t.equal((await runDevice(on.device)).outcome, 'installed');
  t.ok(bytesOf(on.told) <= 5 * MIB, 'what was there is not fetched again');
  t.same(on.files().length, 2);
  const { status } = on.again().onServer();
  t.notOk('Failed' in status, 'to be cancelled is no failure');
});

t.test('what is cancelled before it is installed is told so', async (t) => {
  const controller = new AbortController();
  const one = deviceFor(t, { options: { signal: controller.signal } });
  await one.device.scan();
  const downloads = await one.device.download();
  const installing = one.device.install(undefined, downloads);
  controller.abort();
  t.match(await installing, [{ kind: 'failed' }, { kind: 'failed' }]);
  t.same(
    one.kept
      .record()
      .events.slice(-2)
      .map(({ id }) => id),
    [186, 186],
  );
  t.same(one.offers(), [`install ${SMALL}`, `install ${LARGE}`]);
});

t.test('a file exchanged after it was verified is not installed, and deleted', async (t) => {
  const one = deviceFor(t, {
    onEvent: (event) => {
      if (event.kind !== 'phase' || event.phase !== 'install') return;
      for (const name of one.files()) {
        const file = path.join(one.kept.downloads, name);
        writeFileSync(file, Buffer.alloc(statSync(file).size, 'other'));
      }
    },
  });
  const { outcome, results } = await runDevice(one.device);
  t.equal(outcome, 'failed');
  const failure = { code: 'WU_E_DM_NOTDOWNLOADED', extended: 'WU_E_DM_INCORRECTFILEHASH' };
  t.match(
    results,
    results.map(() => ({ kind: 'failed', failure })),
  );
  t.same(one.files(), []);
  t.same(one.kept.record().changes, []);
  t.same(one.onServer().events.slice(-2), [`182 ${SMALL} 0x80246007`, `182 ${LARGE} 0x80246007`]);
});

t.test('a run that is cancelled while it downloads does not say that it installs', async (t) => {
  const controller = new AbortController();
  const one = deviceFor(t, {
    options: { signal: controller.signal },
    onEvent: ({ kind }) => {
      if (kind === 'download') controller.abort();
    },
  });
  await runDevice(one.device);
  t.same(
    one.told.flatMap((event) => (event.kind === 'phase' ? [event.phase] : [])).filter((p) => p === 'install'),
    [],
  );
});
