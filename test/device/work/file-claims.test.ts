import t from 'tap';
import { type Claim, claimingDevice } from '../../helpers/claimed-files.ts';
import { startOddServer } from '../../helpers/odd-content-server.ts';
import { signedCabinet } from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const root = issue({ name: 'Root' });
const company = publisher(issue({ name: 'Company Root' }));
const trust = { roots: root.pem, trustedPublishers: company.pem };
const bytes = signedCabinet({ signer: publisher(root) });
const own = signedCabinet({ signer: company });

const honest: Claim = { bytes };
const otherSize: Claim = { bytes, size: bytes.length + 5 };
const otherSha256: Claim = { bytes, sha256: Buffer.alloc(32, 1).toString('base64') };
const noSha256: Claim = { bytes, sha256: 'none' };

t.test('who says something false of a file gets none', async (t) => {
  const { url } = await startOddServer(t, bytes);
  for (const [claim, code] of [
    [otherSha256, 'WU_E_DM_INCORRECTFILEHASH'],
    [noSha256, 'WU_E_DM_UNKNOWNALGORITHM'],
  ] as const) {
    const device = claimingDevice(t, trust);
    t.same(await device.download(url, claim), [code]);
    t.same(device.files(), [], 'and it is deleted');
  }
});

t.test('an honest update beside those that lie about its file does not lend it to them', async (t) => {
  const { url } = await startOddServer(t, bytes);
  const device = claimingDevice(t, trust);
  t.same(await device.download(url, honest, otherSize, otherSha256, noSha256), [
    'verified as a.cab',
    'WU_E_DM_INCORRECTFILEHASH',
    'WU_E_DM_INCORRECTFILEHASH',
    'WU_E_DM_UNKNOWNALGORITHM',
  ]);
  t.equal(device.files().length, 1);
});

t.test('updates that lie about a file and come first do not keep it from an honest one', async (t) => {
  const { url } = await startOddServer(t, bytes);
  const device = claimingDevice(t, trust);
  const results = await device.download(url, otherSize, noSha256, otherSha256, honest);
  t.equal(results.at(-1), 'verified as a.cab');
  t.notOk(results.slice(0, -1).some((one) => one.startsWith('verified')));
});

t.test('the same holds for a file that is here already', async (t) => {
  const { url } = await startOddServer(t, bytes);
  const device = claimingDevice(t, trust);
  await device.download(url, honest);
  t.same(await device.present(otherSize, noSha256, honest), [
    'WU_E_DM_INCORRECTFILEHASH',
    'WU_E_DM_UNKNOWNALGORITHM',
    'verified as a.cab',
  ]);
  t.equal(device.files().length, 1);
});

t.test('a file is asked for in few sizes, however many are claimed', async (t) => {
  const { url, asked } = await startOddServer(t, bytes, (_, reply) => reply.writeHead(404).end());
  const claims = [1, 2, 3, 4, 5, 6].map((size) => ({ bytes, size }));
  const results = await claimingDevice(t, trust).download(url, ...claims);
  t.same(results.slice(4), ['WU_E_DOWNLOAD_FAILED', 'WU_E_DOWNLOAD_FAILED']);
  t.equal(asked.length, 4);
});

t.test('a file two updates want is fetched once and has for each the name it gives it', async (t) => {
  const { url, asked } = await startOddServer(t, bytes);
  const device = claimingDevice(t, trust);
  t.same(await device.download(url, honest, { bytes, name: 'b.msu' }), [
    'verified as a.cab',
    'verified as b.msu',
  ]);
  t.equal(asked.length, 1);
  const passed = device.told.filter((one) => one.kind === 'check' && one.check === 'sha256');
  t.equal(passed.length, 1, 'and hashed once');
});

t.test('a file of a trusted publisher serves only what is published locally, in any order', async (t) => {
  const { url } = await startOddServer(t, own);
  const [local, other] = [{ bytes: own, isLocal: true }, { bytes: own }];
  t.same(await claimingDevice(t, trust).download(url, local, other), [
    'verified as a.cab',
    'CERT_E_CHAINING',
  ]);
  t.same(await claimingDevice(t, trust).download(url, other, local), [
    'CERT_E_CHAINING',
    'verified as a.cab',
  ]);
});

t.test('a file signed under the pinned root serves both', async (t) => {
  const { url } = await startOddServer(t, bytes);
  t.same(await claimingDevice(t, trust).download(url, { bytes, isLocal: true }, honest), [
    'verified as a.cab',
    'verified as a.cab',
  ]);
});
