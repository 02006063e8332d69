import t, { type Test } from 'tap';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { idOf, importUpdates, type ShortUpdate } from '../../../helpers/documents.ts';
import { type FakeRevision, type FakeUpstream, fakeUpstream } from '../../../helpers/fake-upstream.ts';
import { licensed } from '../../../helpers/licensed-updates.ts';
import {
  classification,
  type Downstream,
  downstreamOf,
  product,
  refusedIn,
  revisionOf,
  revisionsIn,
  syncPair,
} from '../../../helpers/sync-pair.ts';

interface Scene {
  readonly upstream: FakeUpstream;
  readonly down: Downstream;
  readonly run: () => ReturnType<Downstream['run']>;
}

async function scene(t: Test, ...revisions: readonly FakeRevision[]): Promise<Scene> {
  const upstream = await fakeUpstream(t);
  upstream.publish(...revisions);
  const catalog = testCatalog(t);
  const down = downstreamOf(t, catalog, catalog.clock);
  return { upstream, down, run: () => down.run(upstream.url) };
}

/** A bundle of the given members, each in a clause of its own. */
const bundle = (
  id: number,
  ...members: readonly (readonly [id: number, revision: number])[]
): ShortUpdate => ({
  id,
  bundles: members.map((member) => [member]),
});
const listed = (...updates: readonly ShortUpdate[]): FakeRevision[] => updates.map((one) => revisionOf(one));
const unlisted = (...updates: readonly ShortUpdate[]): FakeRevision[] =>
  updates.map((one) => revisionOf(one, { isListed: false }));

t.test('a bundle that comes before its members is stored behind them', async (t) => {
  for (const between of [0, 3, 20]) {
    const others = Array.from({ length: between }, (_, at) => ({ id: 100 + at }));
    const { run, down } = await scene(
      t,
      ...listed(bundle(9, [1, 1], [2, 1]), ...others, { id: 1 }, { id: 2 }),
    );
    const { result, report } = await run();
    t.equal(result, 'succeeded', `${between} between`);
    t.equal(report.fresh, between + 3);
    t.match(revisionsIn(down.catalog), /^1\.1 2\.1 9\.1/);
  }
});

t.test('members the list left out are fetched by their ids', async (t) => {
  const { run, down, upstream } = await scene(t, ...listed(bundle(9, [1, 1], [2, 7])));
  upstream.publish(...unlisted({ id: 1 }, { id: 2, revision: 7 }));
  const { result } = await run();
  t.equal(result, 'succeeded');
  t.equal(revisionsIn(down.catalog), '1.1 2.7 9.1');
});

t.test(
  'members outside the filter come with their bundle from a server that lists none of them',
  async (t) => {
    const pair = await syncPair(t, { settings: { bundleClosure: false } });
    importUpdates(
      pair.up.catalog,
      ...[product(11), product(12), classification(51), { id: 1, in: [12, 51] }],
      ...[
        { ...bundle(9, [1, 1]), in: [11, 51] },
        { id: 3, in: [12, 51] },
      ],
    );
    const { result } = await pair.sync({ products: [idOf(11)] });
    t.equal(result, 'succeeded');
    t.equal(revisionsIn(pair.down.catalog), '1.1 9.1 11.1 12.1 51.1');
  },
);

t.test('a member may be older than the newest revision here', async (t) => {
  const { run, down, upstream } = await scene(t, ...listed({ id: 1, revision: 5 }));
  await run();
  upstream.publish(...listed(bundle(9, [1, 2])), ...unlisted({ id: 1, revision: 2 }));
  const { result } = await run();
  t.equal(result, 'succeeded');
  t.equal(revisionsIn(down.catalog), '1.2 1.5 9.1');
});

t.test('of a clause with several members one is enough', async (t) => {
  const { run, down } = await scene(
    t,
    ...listed(
      {
        id: 9,
        bundles: [
          [
            [1, 1],
            [2, 1],
          ],
        ],
      },
      { id: 1 },
    ),
  );
  t.equal((await run()).result, 'succeeded');
  t.equal(revisionsIn(down.catalog), '1.1 9.1');
});

t.test('a bundle whose members cannot be had is refused with their names', async (t) => {
  const { run, down, upstream } = await scene(t, ...listed({ id: 1 }, bundle(9, [1, 1], [2, 3]), { id: 4 }));
  const outcome = await run();
  t.equal(outcome.result, 'completed with errors');
  t.equal(revisionsIn(down.catalog), '1.1 4.1');
  t.ok(refusedIn(outcome).some((one) => /^9\.1: it bundles .*2\.3/.test(one)));
  await t.test('and comes when they can', async (t) => {
    upstream.publish(...unlisted({ id: 2, revision: 3 }));
    t.equal((await run()).result, 'succeeded');
    t.equal(revisionsIn(down.catalog), '1.1 2.3 4.1 9.1');
    t.same(down.catalog.upstreams.refusals(upstream.url), []);
  });
});

t.test('a bundle that waited is still asked for after a run that broke off', async (t) => {
  const { run, down, upstream } = await scene(t, ...listed(bundle(9, [2, 3])));
  await run();
  t.equal(revisionsIn(down.catalog), '');
  let lone = 0;
  upstream.script.GetUpdateData = ({ request }, usual) => {
    const isOfMember = request.updateIds.some(({ UpdateID }: { UpdateID: string }) => UpdateID === idOf(2));
    // First the bundle comes without its member; then what it waits for breaks off.
    if (isOfMember && request.updateIds.length === 1 && ++lone > 1)
      return { fault: 'IncompatibleProtocolVersion' };
    return usual();
  };
  t.equal((await run()).result, 'failed');
  delete upstream.script.GetUpdateData;
  upstream.publish(...unlisted({ id: 2, revision: 3 }));
  await run();
  t.equal(revisionsIn(down.catalog), '2.3 9.1');
});

t.test('bundles of bundles come, however deep they are', async (t) => {
  for (const depth of [2, 5, 12]) {
    const chain = Array.from({ length: depth }, (_, at) => bundle(100 + at, [101 + at, 1]));
    const { run, down } = await scene(t, ...listed(...chain, { id: 100 + depth }));
    t.equal((await run()).result, 'succeeded', `${depth} deep`);
    t.equal(revisionsIn(down.catalog).split(' ').length, depth + 1);
  }
});

t.test('bundles of bundles come though the list names the outermost only', async (t) => {
  const { run, down, upstream } = await scene(t, ...listed(bundle(9, [8, 1])));
  upstream.publish(...unlisted(bundle(8, [7, 1]), bundle(7, [6, 1]), { id: 6 }));
  t.equal((await run()).result, 'succeeded');
  t.equal(revisionsIn(down.catalog), '6.1 7.1 8.1 9.1');
});

t.test('bundles that lie within each other in a circle are refused, each once', async (t) => {
  for (const ring of [1, 2, 3]) {
    const circle = Array.from({ length: ring }, (_, at) => bundle(100 + at, [100 + ((at + 1) % ring), 1]));
    const { run, down } = await scene(t, ...listed(...circle, { id: 1 }));
    const outcome = await run();
    t.equal(outcome.result, 'completed with errors', `${ring}`);
    t.equal(outcome.report.refused, ring);
    t.equal(revisionsIn(down.catalog), '1.1');
  }
});

t.test('a chain of bundles without end stops somewhere', async (t) => {
  const { run, upstream, down } = await scene(t, ...listed(bundle(1, [2, 1])));
  upstream.script.GetUpdateData = ({ request }, usual) => {
    const ids = request.updateIds.map(({ UpdateID }: { UpdateID: string }) => Number(UpdateID.slice(-12)));
    upstream.publish(
      ...unlisted(...ids.filter((id: number) => id > 1).map((id: number) => bundle(id, [id + 1, 1]))),
    );
    return usual();
  };
  const { result } = await run();
  t.equal(result, 'completed with errors');
  t.ok(upstream.asked('GetUpdateData').length < 40);
  t.equal(revisionsIn(down.catalog), '');
});

t.test('the files of a bundle that waited have their addresses and keys', async (t) => {
  const sha1 = Buffer.alloc(20, 7);
  const file = { sha1: sha1.toString('hex'), fileName: 'a.cab', size: 3 };
  const muUrl = 'http://files.example/a.cab';
  const key = Buffer.from('key');
  const one = revisionOf({ ...bundle(9, [1, 1]), files: [file] }, { files: [{ sha1, muUrl, key }] });
  const { run, down } = await scene(t, one, ...listed({ id: 1 }));
  t.equal((await run()).result, 'succeeded');
  t.match(down.catalog.files.find(sha1), { muUrl, decryptionKey: key });
});

t.test('the licence files of a bundle that waited have their addresses', async (t) => {
  const { sha1: digits } = licensed({ id: 9 }).more?.eulaFiles?.[0] ?? { sha1: '' };
  const sha1 = Buffer.from(digits, 'hex');
  const muUrl = 'http://files.example/licence.txt';
  const one = revisionOf({ ...licensed({ id: 9 }), bundles: [[[1, 1]]] }, { files: [{ sha1, muUrl }] });
  const { run, down } = await scene(t, one, ...listed({ id: 1 }));
  t.equal((await run()).result, 'succeeded');
  t.equal(down.catalog.files.find(sha1)?.muUrl, muUrl);
});
