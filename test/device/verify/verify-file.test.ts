import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { type VerifiedFile, type VerifyParts, verifyFile } from '../../../device/verify/verify-file.ts';
import { inertExecutable } from '../../helpers/executables.ts';
import { signedCabinet, signedExecutable } from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { expectedOf, verifier } from '../../helpers/verify-bytes.ts';

const root = issue({ name: 'Root' });
const lower = issue({ name: 'Lower', issuer: root });
const signer = publisher(lower);
const verify = verifier(t, [root]);
const cabinet = signedCabinet({ signer, sent: [signer, lower] });
/** Three pieces, the last one short. */
const large = signedExecutable(
  { signer, sent: [signer, lower] },
  'pe32+',
  inertExecutable('pe32+', 2.5 * 1024 * 1024),
);
const other = Buffer.alloc(20, 7);

function partsFor(file: string, bytes: Uint8Array, changes: Partial<VerifyParts> = {}): VerifyParts {
  return {
    path: file,
    expected: expectedOf(bytes),
    trust: {
      roots: root.pem,
      acceptsTrustedPublishers: false,
      revocation: 'off',
      askStatus: async () => ({ kind: 'good' }),
      onWarning: () => {},
    },
    clock: { now: () => Date.now() },
    onCheck: () => {},
    ...changes,
  };
}

t.test('a good file passes every check, in this order', async (t) => {
  const { file, checks, isThere, warnings } = await verify(cabinet);
  const order = ['size', 'sha1', 'sha256', 'signature', 'signer', 'usage', 'validity', 'revocation'];
  t.same(
    checks.map(({ check }) => check),
    order,
  );
  t.match(checks[4]?.found, '"CN=Publisher" ← "CN=Lower" ← "CN=Root"');
  t.ok(isThere);
  t.same(warnings, []);
  t.same(file?.sha256, expectedOf(cabinet).sha256);
  t.match(file, { name: 'update.cab', size: cabinet.length });
  t.match(file?.signer, { isLocallyPublished: false, signedAt: undefined });
});

t.test('nothing else passes for a verified file', async (t) => {
  const { file } = await verify(cabinet);
  const install = ({ name }: VerifiedFile): string => name;
  const { path: place, name, size, sha256, signer: by, read } = file!;
  // @ts-expect-error: the mark is nobody's to write but the verifier's.
  install({ path: place, name, size, sha256, signer: by, read });
  t.equal(install(file!), 'update.cab');
});

t.test('what differs from the metadata is refused at once, and deleted', async (t) => {
  const size = cabinet.length;
  const cases = [
    ['size', 'WU_E_DM_INCORRECTFILEHASH', { size: size + 1 }, /has \d+ bytes, the metadata says/],
    ['size', 'WU_E_DM_INCORRECTFILEHASH', { size: 0 }, /the metadata says 0/],
    ['sha1', 'WU_E_DM_INCORRECTFILEHASH', { sha1: other }, /the metadata says 0707/],
    ['sha1', 'WU_E_DM_INCORRECTFILEHASH', { sha1: Buffer.alloc(0) }, /the metadata says $/],
    ['sha256', 'WU_E_DM_INCORRECTFILEHASH', { sha256: Buffer.alloc(32) }, /the metadata says 0000/],
    ['sha256', 'WU_E_DM_UNKNOWNALGORITHM', { sha256: undefined }, /gives no SHA-256/],
  ] as const;
  for (const [check, code, expected, reason] of cases) {
    const { failure, isThere, checks } = await verify(cabinet, { expected });
    t.match(failure, { code, check, reason });
    t.notOk(isThere, 'the file is deleted');
    t.notOk(
      checks.some((passed) => passed.check === check || passed.check === 'signature'),
      'and nothing after that was checked',
    );
  }
});

t.test('a file that is refused stays where others may want it', async (t) => {
  const folder = t.testdir({ 'a.cab': cabinet });
  const file = path.join(folder, 'a.cab');
  const expected = { ...expectedOf(cabinet), sha256: Buffer.alloc(32) };
  const refused = partsFor(file, cabinet, { expected, staysWhenRefused: true });
  await t.rejects(verifyFile(refused), { code: 'WU_E_DM_INCORRECTFILEHASH' });
  await t.resolves(verifyFile(partsFor(file, cabinet)));
});

t.test('a file that is not there, or none at all, is missing', async (t) => {
  const folder = t.testdir({ 'a.cab': cabinet });
  const at = (name: string) => path.join(folder, name);
  mkdirSync(at('folder'));
  symlinkSync(at('a.cab'), at('link'));
  const warnings: string[] = [];
  for (const name of ['nothing', 'folder', 'link']) {
    const parts = partsFor(at(name), cabinet);
    const trust = { ...parts.trust, onWarning: (text: string) => warnings.push(text) };
    await t.rejects(verifyFile({ ...parts, trust }), { code: 'WU_E_DM_DOWNLOADFILEMISSING' }, name);
  }
  t.match(warnings, [/folder, which failed verification, cannot be deleted/]);
});

t.test('roots that cannot be read are the fault of whoever gave them, and the file stays', async (t) => {
  const broken = ['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'];
  const folder = t.testdir({ 'a.cab': cabinet });
  const parts = partsFor(path.join(folder, 'a.cab'), cabinet);
  for (const roots of broken) {
    const refused = { code: 'DEVICE_TRUST_REFUSED', message: /update signing roots/ };
    await t.rejects(verifyFile({ ...parts, trust: { ...parts.trust, roots } }), refused);
  }
  await t.resolves(verifyFile(parts), 'it is still there');
});

t.test('a verified file is read in any parts', async (t) => {
  const { file } = await verify(large);
  const MIB = 1024 * 1024;
  const spans = [
    [0, large.length],
    [0, 0],
    [large.length, 0],
    [1, 10],
    [MIB - 5, 10],
    [MIB, MIB],
    [MIB - 1, MIB + 2],
    [large.length - 1, 1],
  ] as const;
  for (const [offset, length] of spans) {
    const part = await file!.read(offset, length);
    t.ok(part.equals(large.subarray(offset, offset + length)), `${offset} ${length}`);
  }
  for (const [offset, length] of [
    [-1, 1],
    [0, large.length + 1],
  ] as const)
    await t.rejects(file!.read(offset, length), RangeError);
  await t.resolves(file!.read(0, 1), 'a wrong range does no harm');
});

t.test('a file changed or exchanged after it was verified is not read, and deleted', async (t) => {
  const changes: Readonly<Record<string, (file: string) => void>> = {
    'a changed byte': (file) => writeFileSync(file, Buffer.from(large).fill(0, 2_000_000, 2_000_001)),
    'another file in its place': (file) => {
      writeFileSync(`${file}.new`, Buffer.alloc(large.length));
      renameSync(`${file}.new`, file);
    },
    'a shorter file': (file) => writeFileSync(file, large.subarray(0, 1_500_000)),
  };
  for (const [name, change] of Object.entries(changes)) {
    const { file, path: place } = await verify(large);
    change(place);
    await t.rejects(file!.read(1_900_000, 200_000), { code: 'WU_E_DM_INCORRECTFILEHASH' }, name);
    await t.rejects(file!.read(0, 1), { code: 'WU_E_DM_DOWNLOADFILEMISSING' }, 'it is gone');
  }
});

t.test('a file changed between its digests and its signature is refused', async (t) => {
  const folder = t.testdir({ 'a.exe': large });
  const file = path.join(folder, 'a.exe');
  // Both are signed and of one length, so that the digests alone tell them apart.
  const twin = Buffer.from(large).fill(0x90, 600, 700);
  const onCheck: VerifyParts['onCheck'] = ({ check }) => check === 'sha256' && writeFileSync(file, twin);
  await t.rejects(verifyFile(partsFor(file, large, { onCheck })), { code: 'WU_E_DM_INCORRECTFILEHASH' });
});
