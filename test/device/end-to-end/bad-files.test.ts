import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { runDevice } from '../../../device/run-device.ts';
import { startDouble } from '../../helpers/device-double.ts';
import { startOddServer } from '../../helpers/odd-content-server.ts';
import { plainCabinet, signedCabinet } from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue, type Wanted } from '../../helpers/tls-certificates.ts';

const DAY = 86_400_000;
const now = Date.now();
/** A root files may be signed under, beside that of the double. */
const known = issue({ name: 'Known Root', from: now - 90 * DAY, to: now + DAY });
const signed = (issuer = known, wanted: Partial<Wanted> = {}, digest?: Buffer): Buffer => {
  const signer = publisher(issuer, wanted);
  return signedCabinet(
    { signer, sent: [signer, issuer], ...(digest && { digest }) },
    plainCabinet(cases++ + 2_000),
  );
};
let cases = 0;

/** A file that is no good, and the code it is refused with. */
interface Case {
  readonly what: string;
  /** Where a seed has it from; what the double makes when left out. */
  readonly source?: string;
  readonly bytes?: Buffer;
  /** Changes what the metadata says. */
  readonly edit?: (xml: string) => string;
  /** Changes what the double has of it. */
  readonly spoil?: (file: string) => void;
  readonly code: string;
}

const CASES: readonly Case[] = [
  { what: 'a byte is another', spoil: (file) => flip(file), code: '0x80246002' },
  { what: 'it is shorter', spoil: (file) => truncateSync(file, 100), code: '0x80246014' },
  { what: 'it is longer', spoil: (file) => appendFileSync(file, 'more'), code: '0x80D05010' },
  { what: 'it is not there', spoil: (file) => rmSync(file), code: '0x80244019' },
  {
    what: 'the metadata has another SHA-256',
    edit: (xml) => xml.replace(/(Algorithm="SHA256">)[^<]+/, `$1${Buffer.alloc(32).toString('base64')}`),
    code: '0x80246002',
  },
  {
    what: 'the metadata has no SHA-256',
    edit: (xml) => xml.replace(/<([a-z]+:)?AdditionalDigest.*?AdditionalDigest>/s, ''),
    code: '0x80246003',
  },
  { what: 'it is not signed', source: 'size: 3 KB, sign: none', code: '0x800B0100' },
  {
    what: 'a signature is over another file',
    bytes: signed(known, {}, Buffer.alloc(32)),
    code: '0x80096010',
  },
  { what: 'a stranger signed it', bytes: signed(issue({ name: 'Other Root' })), code: '0x800B0109' },
  { what: 'its signer may not sign code', bytes: signed(known, { extensions: [] }), code: '0x800B0110' },
  {
    what: 'its signer has ended, and nobody says when it signed',
    bytes: signed(known, { from: now - 60 * DAY, to: now - DAY }),
    code: '0x800B0101',
  },
  { what: 'its publisher was revoked', source: 'size: 3 KB, sign: b', code: '0x800B010C' },
];

const update = (kb: number, file: string): string =>
  `  - { title: "Mock: KB${kb}", kb: ${kb}, classification: Updates, products: Windows 11, files: [{ ${file} }], approvals: All Computers }\n`;
const FIRST = 9_100_000;
const GOOD = 'KB9000001';
const { double, deviceFor, seed, contentOf } = await startDouble(
  t,
  `updates:\n${update(9000001, 'size: 9 KB, name: good.cab')}`,
);
const signing = { roots: double.ca.pem + known.pem };

function flip(file: string): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(1_000) ^ 1, 1_000);
  writeFileSync(file, bytes);
}

t.test('each bad file is refused and deleted, told with its code, and stops no other update', async (t) => {
  for (const [at, { source, bytes, edit, spoil }] of CASES.entries()) {
    const name = `bad-${at}.cab`;
    const from = bytes === undefined ? `${source ?? 'size: 3 KB'}, name: ${name}` : `path: ${name}`;
    await seed(`updates:\n${update(FIRST + at, from)}`, bytes && { [name]: bytes }, edit);
    spoil?.(contentOf(name));
  }
  double.pki.revoke({ certificate: 'publisher-b' });
  const one = deviceFor(t, { signing });
  const { outcome, results } = await runDevice(one.device);
  t.equal(outcome, 'failed');
  t.same(
    results.map(({ title, kind }) => [title.slice(6), kind]).filter(([, kind]) => kind === 'installed'),
    [[GOOD, 'installed']],
  );

  const { events, said } = one.onServer();
  for (const [at, { what, code }] of CASES.entries()) {
    const kb = `KB${FIRST + at}`;
    const own = events.filter((event) => event.includes(kb));
    t.same(own, [`167 ${kb}`, `161 ${kb} ${code}`, `181 ${kb}`, `182 ${kb} 0x80246007`], what);
    const { misc, replacements } = said(182, kb);
    t.match(misc, { F: String(Number(code) | 0), C: '1' }, what);
    t.same(replacements, ['0x80246007', `Mock: ${kb}`]);
  }
  t.same(one.files().length, 1, 'no bad file is left');
  t.same(
    one.kept.record().changes.filter(({ kind }) => kind === 'history').length,
    1,
    'only the good one changed the device',
  );

  const later = one.again();
  await later.device.scan();
  await later.device.report();
  t.same(later.onServer().status, { Failed: CASES.map((_, at) => `KB${FIRST + at}`), Installed: [GOOD] });
  t.equal(later.offers().length, CASES.length, 'all of them are offered again');
});

t.test('a file that is poisoned at one server is taken from the other', async (t) => {
  const own = contentOf('good.cab');
  const good = readFileSync(own);
  flip(own);
  const poisoned = readFileSync(own);
  const install = async (alternate: Buffer, atWsus: Buffer) => {
    writeFileSync(own, atWsus);
    const mirror = await startOddServer(t, alternate);
    const one = deviceFor(t, { policy: { contentServer: mirror.url.origin }, signing });
    const { offers } = await one.device.scan();
    const chosen = offers.filter((offer) => one.device.titleOf(offer).includes(GOOD));
    const results = await one.device.install(chosen, await one.device.download(chosen));
    await one.device.report();
    t.equal(mirror.asked.length, 1, 'the alternate server is asked first');
    return { one, kinds: results.map(({ kind }) => kind) };
  };
  const fromWsus = await install(poisoned, good);
  t.same(fromWsus.kinds, ['installed']);
  t.match(fromWsus.one.failures(), [/^good\.cab: 0x80246002 WU_E_DM_INCORRECTFILEHASH: sha1: /]);
  t.same(
    fromWsus.one.onServer().events.filter((event) => event.startsWith('16')),
    [`167 ${GOOD}`, `162 ${GOOD}`],
  );
  const fromMirror = await install(good, poisoned);
  t.same([fromMirror.kinds, fromMirror.one.failures()], [['installed'], []]);
  const fromNobody = await install(poisoned, poisoned);
  t.same([fromNobody.kinds, fromNobody.one.files()], [['failed'], []]);
});
