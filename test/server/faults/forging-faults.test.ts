import t, { type Test } from 'tap';
import type { Act } from '../../../server/faults/acts.ts';
import { startStage } from '../../helpers/scenario-runs.ts';
import { wuspClient } from '../../helpers/wusp-client.ts';

const FILES = [
  { name: 'one.cab', size: 3_000 },
  { name: 'two.cab', size: 9_000 },
];

async function start(t: Test) {
  const { tenants } = await startStage(t);
  const tenant = tenants.default;
  await tenant.import({
    seed: {
      updates: FILES.map((file, at) => ({
        title: `Mock: Update ${at}`,
        classification: 'Updates',
        products: ['Windows 11'],
        files: [file],
      })),
    },
  });
  const client = wuspClient(tenant.urls.http);
  t.teardown(() => client.close());
  const pathOf = (name: string): string => {
    const sha1 = tenant.journal.known().fileNamed(name)?.sha1.toString('hex').toUpperCase() ?? '';
    return `/Content/${sha1.slice(-2)}/${sha1}.cab`;
  };
  const strike = (act: Act): void => {
    tenant.faults.clear();
    tenant.faults.add({ act });
  };
  return { client, pathOf, strike };
}

t.test('texts of a reply are replaced as it is written', async (t) => {
  const { client, strike } = await start(t);
  strike({
    kind: 'soap.replace',
    replace: [
      { found: '<LastChange>*</LastChange>', by: '<LastChange>2001-02-03T04:05:06Z</LastChange>' },
      { found: 'this is not in it', by: '' },
    ],
  });
  const { GetConfigResult } = await client.call('GetConfig', { protocolVersion: '2.90' });
  t.match(GetConfigResult?.LastChange, /^2001-02-03T04:05:06/);
});

t.test('another file lies in place of one: with its bytes alone, or as it is', async (t) => {
  const { client, pathOf, strike } = await start(t);
  const get = (name: string) => client.http('GET', pathOf(name));
  const [one, two] = [await get('one.cab'), await get('two.cab')];
  strike({ kind: 'content.swap', file: 'two.cab' });
  const swapped = await get('one.cab');
  t.same(swapped.body, two.body.subarray(0, one.body.length), 'as many bytes as it has');
  t.equal(swapped.headers.etag, one.headers.etag);
  strike({ kind: 'content.swap', file: 'two.cab', whole: true });
  const whole = await get('one.cab');
  t.same(whole.body, two.body);
  t.equal(whole.headers.etag, two.headers.etag);
});

t.test('an answer may have bytes that are no text', async (t) => {
  const { client, pathOf, strike } = await start(t);
  strike({
    kind: 'http.status',
    status: 200,
    body: Buffer.from([0xff, 0, 0x80]).toString('base64'),
    base64: true,
  });
  const { body } = await client.http('GET', pathOf('one.cab'));
  t.same([...body], [0xff, 0, 0x80]);
});
