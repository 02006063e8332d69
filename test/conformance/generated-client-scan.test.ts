import { createHash } from 'node:crypto';
import t, { type Test } from 'tap';
import { type MockWindowsUpdate, type StartOptions, startMockWindowsUpdate } from '../../server/index.ts';
import { entitled, newestRevisions } from '../helpers/entitlement.ts';
import { generatedClientScan } from '../helpers/generated-client-scan.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { shared } from '../helpers/shared.ts';

async function start(t: Test, options: StartOptions): Promise<MockWindowsUpdate> {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const double = await startMockWindowsUpdate({ state: withKeys(t.testdir()), ...ports, ...options });
  t.teardown(() => double.close());
  return double;
}

function wsdls(t: Test): { client: string; auth: string } | undefined {
  const client = shared(t, 'wsdl/ClientWebService.wsdl');
  const auth = shared(t, 'wsdl/SimpleAuth.wsdl');
  return client === undefined || auth === undefined ? undefined : { client, auth };
}

t.test(
  'a client generated from the official WSDLs scans the demo over TLS and finds all it is entitled to',
  async (t) => {
    const judges = wsdls(t);
    if (judges === undefined) return;
    const double = await start(t, { seeds: ['demo'] });
    const { found, cookie, call } = await generatedClientScan(double, judges);

    const expected = entitled(newestRevisions(double.catalog.database));
    const ids = expected.all.map(({ revisionId }) => revisionId).sort((a, b) => a - b);
    t.same(
      [...found.keys()].sort((a, b) => a - b),
      ids,
      'neither more nor less',
    );
    t.ok(found.size > 30, 'and that is most of the catalogue');
    const actions = new Set([...found.values()].map(({ Deployment }) => Deployment.Action));
    for (const action of ['Bundle', 'Evaluate', 'Install', 'PreDeploymentCheck'])
      t.ok(actions.has(action), action);

    const bundled = [...found.values()]
      .filter(({ Deployment }) => Deployment.Action === 'Bundle')
      .slice(0, 3);
    const extended = await call('GetExtendedUpdateInfo', {
      cookie,
      revisionIDs: { int: bundled.map(({ ID }) => ID) },
      infoTypes: { XmlUpdateFragmentType: ['Extended', 'LocalizedProperties'] },
      locales: { string: ['en-US', 'en'] },
    });
    const { Update } = extended.Updates as { Update: unknown[] };
    t.equal(Update.length, bundled.length * 2, 'extended and localized, one each');
    const { FileLocation } = extended.FileLocations as {
      FileLocation: { FileDigest: string; Url: string }[];
    };
    t.equal(FileLocation.length, bundled.length);
    for (const { Url, FileDigest } of FileLocation) {
      const bytes = Buffer.from(await (await fetch(Url)).arrayBuffer());
      t.equal(
        createHash('sha1').update(bytes).digest('base64'),
        FileDigest,
        'the file is what its digest says',
      );
    }
  },
);

t.test(
  'over the real export a client with the cap lifted reaches all 4,087 updates in eight rounds',
  async (t) => {
    const judges = wsdls(t);
    const cab = shared(t, 'data/WSUS.cab');
    if (judges === undefined || cab === undefined) return;
    const double = await start(t, { seeds: [cab], configuration: { maxInstalledIds: 0, pageSize: 500 } });
    t.equal(double.imports[0]?.added, 4125);
    const { found, rounds } = await generatedClientScan(double, judges);
    t.equal(found.size, 4087);
    t.equal([...found.values()].filter(({ IsLeaf }) => !IsLeaf).length, 458);
    t.equal(rounds, 8);
  },
);

t.test('with the cap it gets the documented fault at the 401st id', async (t) => {
  const judges = wsdls(t);
  const cab = shared(t, 'data/WSUS.cab');
  if (judges === undefined || cab === undefined) return;
  const double = await start(t, { seeds: [cab], configuration: { pageSize: 500 } });
  const refused: unknown = await generatedClientScan(double, judges).catch((error: unknown) => error);
  t.match(refused, {
    response: { status: 500 },
    root: {
      Envelope: {
        Body: {
          Fault: {
            detail: { ErrorCode: 'InvalidParameters', Message: 'parameters.InstalledNonLeafUpdateIDs' },
          },
        },
      },
    },
  });
});
