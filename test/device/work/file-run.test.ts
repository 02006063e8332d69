import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { claimingDevice } from '../../helpers/claimed-files.ts';
import { MIB } from '../../helpers/downloads.ts';
import { inertExecutable } from '../../helpers/executables.ts';
import { startOddServer } from '../../helpers/odd-content-server.ts';
import { signedExecutable } from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const root = issue({ name: 'Root' });
const signer = publisher(root);
const trust = { roots: root.pem };
const large = signedExecutable({ signer }, 'pe32+', inertExecutable('pe32+', 2.5 * MIB));
const sha1 = createHash('sha1').update(large).digest('hex').toUpperCase();
const claim = { bytes: large, name: 'a.exe' };

/** Leaves in `folder` what a run would of which the first piece came, with such bytes in it. */
function leavePart(folder: string, piece: Buffer): void {
  mkdirSync(folder, { recursive: true });
  const part = Buffer.alloc(large.length);
  piece.copy(part);
  writeFileSync(path.join(folder, `${sha1}.part`), part);
  writeFileSync(path.join(folder, `${sha1}.map.part`), `mock-wu pieces 1 ${sha1} ${large.length}\n100`);
}

t.test('what an honest run left is gone on with', async (t) => {
  const device = claimingDevice(t, trust);
  leavePart(device.folder, large.subarray(0, MIB));
  const { url, asked } = await startOddServer(t, large);
  t.same(await device.download(url, claim), ['verified as a.exe']);
  t.equal(asked.length, 2);
});

t.test('a file gone on with that turns out wrong is fetched once more from its beginning', async (t) => {
  const device = claimingDevice(t, trust);
  leavePart(device.folder, Buffer.alloc(MIB, 'poison'));
  const { url, asked } = await startOddServer(t, large);
  t.same(await device.download(url, claim), ['verified as a.exe']);
  t.equal(asked.length, 2 + 3);
  t.same(device.files(), [`${sha1}.exe`]);
  t.ok(device.told.some((one) => one.kind === 'warning' && /fetched once more/.test(one.text)));
  t.notOk(
    device.told.some(({ kind }) => kind === 'failed'),
    'nothing failed',
  );
});

t.test('a file fetched whole that is wrong is not fetched again at the same address', async (t) => {
  const device = claimingDevice(t, trust);
  const { url, asked } = await startOddServer(t, Buffer.alloc(large.length));
  t.same(await device.download(url, claim), ['WU_E_DM_INCORRECTFILEHASH']);
  t.equal(asked.length, 3);
  t.same(device.files(), []);
});

t.test('a wrong file is deleted before the files behind it are fetched', async (t) => {
  const wrong = Array.from({ length: 12 }, (_, at) => ({ bytes: Buffer.alloc(100, at), name: `${at}.cab` }));
  let most = 0;
  const device = claimingDevice(t, trust, {
    onEvent: ({ kind }) => {
      if (kind !== 'download') return;
      most = Math.max(most, device.files().filter((name) => !name.endsWith('.part')).length);
    },
  });
  const { url } = await startOddServer(t, Buffer.alloc(100, 'x'));
  const results = await device.download(url, ...wrong);
  t.same(new Set(results), new Set(['WU_E_DM_INCORRECTFILEHASH']));
  t.ok(most <= 4, `${most} were there at once`);
  t.same(device.files(), []);
});

t.test('what is on its way for an update nobody wants any more goes when a download begins', async (t) => {
  const device = claimingDevice(t, trust);
  leavePart(device.folder, large.subarray(0, MIB));
  const gone = 'A'.repeat(40);
  const stay = `${gone}.exe`;
  for (const name of [`${gone}.part`, `${gone}.map.part`, stay])
    writeFileSync(path.join(device.folder, name), '');
  const { url, asked } = await startOddServer(t, large);
  t.same(await device.download(url, claim), ['verified as a.exe']);
  t.same(device.files(), [stay, `${sha1}.exe`].sort());
  t.equal(asked.length, 2, 'what is wanted is gone on with');
});

t.test('what is on its way stays when nothing is downloaded', async (t) => {
  const device = claimingDevice(t, trust);
  leavePart(device.folder, large.subarray(0, MIB));
  t.same(await device.present(claim), ['WU_E_DM_NOTDOWNLOADED']);
  t.equal(readdirSync(device.folder).length, 2);
});
