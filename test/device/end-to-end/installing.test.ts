import t from 'tap';
import { runDevice } from '../../../device/run-device.ts';
import { startDouble } from '../../helpers/device-double.ts';
import { signedCabinet } from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const update = (kb: number, more: string): string =>
  `  - { title: "Mock: KB${kb}", kb: ${kb}, classification: Updates, products: Windows 11, ${more}, approvals: All Computers }\n`;
const TABLE = 'returnCodes: [{ code: 0, result: succeeded }, { code: 7, result: succeeded, reboot: true }, { code: -9, result: cancelled }, { code: 3, result: failed }]';
const SEED = `updates:
${update(9000001, `handler: { type: command, ${TABLE} }, files: [{ size: 4 KB }]`)}
${update(9000002, "handler: { type: msi, productCode: '{0C3D6C6E-2E7B-4B11-8C55-4D2A01F1AFFF}', msiFile: a.msi }, files: [{ size: 5 KB }]")}
`;
const double = await startDouble(t, SEED);
const [PROGRAM, MSI] = ['KB9000001', 'KB9000002'];

t.test('what an installer ends with is judged by the table of its update', async (t) => {
  const cases = [
    [0, `183 ${PROGRAM}`, `183 ${MSI}`],
    [7, `201 ${PROGRAM} 0x00240005`, `182 ${MSI} 0x80070643`],
    [0xfffffff7, `182 ${PROGRAM} 0x80242008`, `182 ${MSI} 0x80070643`],
    [3, `182 ${PROGRAM} 0x8024200B`, `182 ${MSI} 0x80070643`],
    [12, `182 ${PROGRAM} 0x8024200B`, `182 ${MSI} 0x80070643`],
    [3010, `182 ${PROGRAM} 0x8024200B`, `201 ${MSI} 0x00240005`],
  ] as const;
  for (const [code, ...ends] of cases) {
    const one = double.deviceFor(t, { options: { exitCodeOf: () => code } });
    const { outcome, results } = await runDevice(one.device);
    const { events, said } = one.onServer();
    t.same(events.slice(-2), ends, `exit code ${code}`);
    t.equal(outcome === 'failed', results.some(({ kind }) => kind === 'failed'));
    if (ends[0].includes('0x8024200B')) t.same(said(182, PROGRAM).replacements, ['0x8024200B', `Mock: ${PROGRAM}`]);
  }
});

t.test('a trusted publisher counts for what is published locally, where policy takes him', async (t) => {
  const company = issue({ name: 'Company' });
  const signer = publisher(company);
  const cabinet = (size: number) => signedCabinet({ signer, sent: [signer, company] }, undefined);
  t.ok(cabinet(1));
});
