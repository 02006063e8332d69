import t, { type Test } from 'tap';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { type FakeUpstream, fakeUpstream } from '../../../helpers/fake-upstream.ts';
import {
  type Downstream,
  downstreamOf,
  refusedIn,
  revisionOf,
  revisionsIn,
} from '../../../helpers/sync-pair.ts';

const sha1 = Buffer.alloc(20, 7);
const file = { sha1: sha1.toString('hex').toUpperCase(), fileName: 'a.cab', size: 3 };

interface Scene {
  readonly upstream: FakeUpstream;
  readonly down: Downstream;
  readonly run: () => ReturnType<Downstream['run']>;
}

/** An upstream server with one update whose file is to be had at `muUrl`. */
async function scene(t: Test, muUrl?: string, isEncrypted = false): Promise<Scene> {
  const upstream = await fakeUpstream(t);
  const files = [{ sha1, ...(muUrl !== undefined && { muUrl }) }];
  upstream.publish(
    revisionOf({ id: 1, files: [{ ...file, isEncrypted }] }, { files }),
    revisionOf({ id: 2 }),
  );
  const catalog = testCatalog(t);
  const down = downstreamOf(t, catalog, catalog.clock);
  return { upstream, down, run: () => down.run(upstream.url) };
}

t.test('the address of a file is kept', async (t) => {
  for (const muUrl of ['http://files.example/a.cab', 'https://files.example:8443/b/a.cab?c=1']) {
    const { run, down } = await scene(t, muUrl);
    t.equal((await run()).result, 'succeeded');
    t.equal(down.catalog.files.find(sha1)?.muUrl, muUrl);
  }
});

t.test('an address that is missing or empty is none', async (t) => {
  for (const muUrl of [undefined, '', '  ']) {
    const { run, down } = await scene(t, muUrl);
    t.equal((await run()).result, 'succeeded');
    t.equal(down.catalog.files.find(sha1)?.muUrl, null);
  }
});

t.test('an address of another scheme, or with a password, is not taken; the update is', async (t) => {
  const addresses = [
    'file:///etc/passwd',
    'ftp://files.example/a.cab',
    'javascript:alert(1)',
    'data:text/plain,a',
    'http://user:secret@files.example/a.cab',
    'http://user@files.example/a.cab',
    '//files.example/a.cab',
    'a.cab',
    'http://',
    `http://files.example/${'a'.repeat(3000)}`,
  ];
  for (const muUrl of addresses) {
    const { run, down } = await scene(t, muUrl);
    const outcome = await run();
    t.equal(outcome.result, 'completed with errors', muUrl.slice(0, 50));
    t.match(refusedIn(outcome), [/^1\.1: the address of its file is not taken: "/]);
    t.equal(revisionsIn(down.catalog), '1.1 2.1');
    t.equal(down.catalog.files.find(sha1)?.muUrl, null);
    t.equal((await run()).result, 'succeeded', 'it is not asked for again');
  }
});

t.test('the address of a file nobody names harms nothing', async (t) => {
  const { run, upstream, down } = await scene(t, 'http://files.example/a.cab');
  const other = Buffer.alloc(20, 8);
  upstream.publish(revisionOf({ id: 3 }, { files: [{ sha1: other, muUrl: 'http://files.example/b' }] }));
  upstream.publish(
    revisionOf({ id: 4 }, { files: [{ sha1: Buffer.alloc(3), muUrl: 'http://files.example/b' }] }),
  );
  t.equal((await run()).result, 'succeeded');
  t.equal(down.catalog.files.find(other), undefined);
});

t.test(
  'the key of an encrypted file is asked for, no more revisions at once than the server takes',
  async (t) => {
    const { run, upstream, down } = await scene(t, 'http://files.example/a.cab', true);
    const more = [11, 12, 13, 14, 15, 16].map((id) => {
      const own = { ...file, sha1: String(id).repeat(20), fileName: 'b.cab', isEncrypted: true };
      return revisionOf({ id, files: [own] });
    });
    upstream.publish(...more);
    upstream.script.GetConfigData = async () => {
      const { FAKE_CONFIG } = await import('../../../helpers/fake-upstream.ts');
      const settings = {
        MaxNumberOfUpdatesPerRequest: 100,
        MaxUpdatesPerRequestInGetUpdateDecryptionData: 3,
      };
      return { value: { GetConfigDataResult: { ...FAKE_CONFIG, ...settings } } };
    };
    upstream.script.GetUpdateDecryptionData = ({ request }) => ({
      value: {
        GetUpdateDecryptionDataResult: {
          UpdateFileDecryptionData: request.updateIds.map((UpdateId: unknown) => ({
            UpdateId,
            FileDecryptionData: [{ FileDigest: sha1, DecryptionKey: Buffer.from('the key') }],
          })),
        },
      },
    });
    t.equal((await run()).result, 'succeeded');
    t.same(
      upstream.asked('GetUpdateDecryptionData').map(({ updateIds }) => updateIds.length),
      [3, 3, 1],
    );
    t.same(down.catalog.files.find(sha1)?.decryptionKey, Buffer.from('the key'));
  },
);

t.test('a server that gives no key does not stop the update', async (t) => {
  const { run, down } = await scene(t, 'http://files.example/a.cab', true);
  const { result } = await run();
  t.equal(result, 'succeeded');
  t.equal(revisionsIn(down.catalog), '1.1 2.1');
});
