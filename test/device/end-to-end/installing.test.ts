import t from 'tap';
import { runDevice } from '../../../device/run-device.ts';
import { type DoubleDevice, startDouble } from '../../helpers/device-double.ts';
import { plainCabinet, signedCabinet } from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const update = (kb: number, more: string): string =>
  `  - { title: "Mock: KB${kb}", kb: ${kb}, classification: Updates, ${more} }\n`;
const TABLE = `[{ code: 7, result: succeeded, reboot: true }, { code: -9, result: cancelled }, { code: 3, result: failed },
      { code: 0, result: succeeded }]`;
const MSI_DATA = "type: msi, productCode: '{0C3D6C6E-2E7B-4B11-8C55-4D2A01F1AFFF}', msiFile: a.msi";
const SEED = `
groups: [Company, Halves]
updates:
${update(9000001, `products: Windows 11, handler: { type: command, returnCodes: ${TABLE} }, files: [{ size: 4 KB }], approvals: All Computers`)}
${update(9000002, `products: Windows 11, handler: { ${MSI_DATA} }, files: [{ size: 5 KB }], approvals: All Computers`)}
${update(9000003, 'products: Windows 11, bundles: [first, second], approvals: Halves')}
  - { title: "Mock: First", key: first, handler: { type: command, defaultResult: succeeded }, files: [{ size: 2 KB }] }
  - { title: "Mock: Second", key: second, handler: command, files: [{ size: 3 KB }] }
`;
const { deviceFor, seed } = await startDouble(t, SEED);
const [PROGRAM, MSI] = ['KB9000001', 'KB9000002'];

t.test(
  'what an installer ends with is judged by the table of its update, and else by the rules of its kind',
  async (t) => {
    const cases = [
      [0, `183 ${PROGRAM}`, `183 ${MSI}`],
      [7, `201 ${PROGRAM} 0x00240005`, `182 ${MSI} 0x80070643`],
      [0xfffffff7, `182 ${PROGRAM} 0x80242008`, `182 ${MSI} 0x80070643`],
      [3, `182 ${PROGRAM} 0x8024200B`, `182 ${MSI} 0x80070643`],
      [3010, `182 ${PROGRAM} 0x8024200B`, `201 ${MSI} 0x00240005`],
    ] as const;
    for (const [code, ...ends] of cases) {
      const one = deviceFor(t, { options: { exitCodeOf: () => code } });
      const { outcome } = await runDevice(one.device);
      const { events, said } = one.onServer();
      t.same(events.slice(-2), ends, `exit code ${code}`);
      t.equal(outcome, ends.some((end) => end.startsWith('182')) ? 'failed' : 'installed');
      if (code === 3) t.same(said(182, PROGRAM).replacements, ['0x8024200B', `Mock: ${PROGRAM}`]);
    }
  },
);

t.test('of an update that failed half-way the other half is installed later', async (t) => {
  const kb = 'KB9000003';
  const only = ({ device }: DoubleDevice) =>
    device.offers().offers.filter((one) => device.titleOf(one).includes(kb));
  const halves = (exitCode: number) => ({
    policy: { targetGroups: ['Halves'] },
    options: { exitCodeOf: () => exitCode },
  });
  const one = deviceFor(t, halves(5));
  await one.device.scan();
  const [whole] = only(one);
  t.equal(whole?.parts.length, 2);
  const downloads = await one.device.download(only(one));
  t.match(await one.device.install(only(one), downloads), [
    { kind: 'failed', failure: { code: 'WU_E_UH_INSTALLERFAILURE' } },
  ]);

  const later = one.again({ options: { exitCodeOf: () => 0 } });
  await later.device.scan();
  await later.device.report();
  t.same(later.onServer().status.Failed, [kb]);
  const [rest] = only(later);
  t.equal(rest?.parts.length, 1);
  t.match(await later.device.install(only(later)), [{ kind: 'installed' }]);
  await later.device.scan();
  await later.device.report();
  t.same(later.onServer().status.Installed, [kb]);
});

t.test('a trusted publisher counts for what is published locally, where policy takes him', async (t) => {
  const company = issue({ name: 'Company' });
  const signer = publisher(company);
  const cabinet = (size: number) => signedCabinet({ signer, sent: [signer, company] }, plainCabinet(size));
  const seedOne = (kb: number, edit?: (xml: string) => string) =>
    seed(
      `groups: [Company]\nupdates:\n${update(kb, 'products: Locally published packages, files: [{ path: a.cab }], approvals: Company')}`,
      { 'a.cab': cabinet(kb - 9_000_000) },
      edit,
    );
  await seedOne(9_001_001, (xml) =>
    xml.replaceAll('<upd:Properties ', '<upd:Properties IsLocallyPublished="true" '),
  );
  await seedOne(9_001_002);
  const policy = { targetGroups: ['Company'] };
  const takes = { policy: { ...policy, acceptTrustedPublishers: true } };
  const signing = { trustedPublishers: signer.pem, acceptsTrustedPublishers: true };
  const cases = [
    ['policy takes trusted publishers', { ...takes, signing }, ['installed', 'failed']],
    ['policy does not', { policy, signing }, ['failed', 'failed']],
    ['the publisher is no trusted one', takes, ['failed', 'failed']],
  ] as const;
  for (const [what, wish, kinds] of cases) {
    const one = deviceFor(t, wish);
    const { results } = await runDevice(one.device);
    t.same(
      results.filter(({ title }) => /KB9001/.test(title)).map(({ kind }) => kind),
      kinds,
      what,
    );
    const refused = one.onServer().events.filter((event) => event.startsWith('161'));
    t.ok(refused.length > 0 && refused.every((event) => event.endsWith('0x800B0109')), refused.join());
  }
});
