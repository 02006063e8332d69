import t, { type Test } from 'tap';
import { writeUpdateBlob } from '../../../../protocol/codecs/update-blob.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { documentOf, idOf } from '../../../helpers/documents.ts';
import {
  answerOf,
  type FakeRevision,
  type FakeUpstream,
  fakeUpstream,
} from '../../../helpers/fake-upstream.ts';
import { rawCab } from '../../../helpers/raw-cab.ts';
import type { StandInAnswer } from '../../../helpers/soap-stand-in.ts';
import {
  type Downstream,
  downstreamOf,
  refusedIn,
  revisionOf,
  revisionsIn,
} from '../../../helpers/sync-pair.ts';

interface Scene {
  readonly upstream: FakeUpstream;
  readonly down: Downstream;
  readonly run: () => ReturnType<Downstream['run']>;
}

/** A fake upstream server with updates 1, 2 and 3, and what a test adds. */
async function scene(t: Test, ...more: readonly FakeRevision[]): Promise<Scene> {
  const upstream = await fakeUpstream(t);
  upstream.publish(...[1, 2, 3].map((id) => revisionOf({ id })), ...more);
  const catalog = testCatalog(t);
  const down = downstreamOf(t, catalog, catalog.clock);
  return { upstream, down, run: () => down.run(upstream.url) };
}

const bad = (id: number, more: Partial<FakeRevision>): FakeRevision => ({
  ...{ updateId: idOf(id), revisionNumber: 1 },
  ...more,
});
const document = documentOf({ id: 9 });
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const stored = (text: string, size?: number): Buffer =>
  rawCab({ compression: 0, blocks: [{ data: utf16(text), size: size ?? utf16(text).length }] });

const TABLE: readonly (readonly [name: string, revision: Partial<FakeRevision>, reason: RegExp])[] = [
  ['a document that is no XML', { xml: 'hello' }, /./],
  ['an empty document', { xml: '' }, /./],
  ['a document that is not closed', { xml: document.slice(0, -20) }, /./],
  ['a document with a DOCTYPE', { xml: `<!DOCTYPE x [<!ENTITY a "b">]>${document}` }, /DOCTYPE/i],
  ['another root', { xml: '<a/>' }, /./],
  ['another update', { xml: documentOf({ id: 8 }) }, new RegExp(`document is of ${idOf(8)}\\.1`)],
  ['another revision number', { xml: documentOf({ id: 9, revision: 2 }) }, /document is of .*9\.2/],
  ['nothing at all', {}, /no document/],
  ['a blob that is no cabinet', { blob: Buffer.from('garbage garbage garbage garbage') }, /./],
  ['an empty blob', { blob: Buffer.alloc(0) }, /./],
  ['a blob cut off', { blob: writeUpdateBlob(document, 'mszip').subarray(0, 200) }, /./],
  ['a cabinet whose block says more than it has', { blob: stored(document, 60_000) }, /./],
  ['a cabinet whose block says less than it has', { blob: stored(document, 10) }, /./],
  [
    'a cabinet with an odd number of bytes',
    { blob: rawCab({ compression: 0, blocks: [{ data: Buffer.from('abc'), size: 3 }] }) },
    /./,
  ],
  [
    'a cabinet with two files',
    {
      blob: rawCab({
        compression: 0,
        blocks: [{ data: utf16(document), size: utf16(document).length }],
        files: [
          { name: 'a', size: 2 },
          { name: 'b', size: 2, offset: 2 },
        ],
      }),
    },
    /./,
  ],
  [
    'a blob that expands without end',
    {
      blob: rawCab({
        compression: 0,
        blocks: Array.from({ length: 9_000 }, () => ({ data: Buffer.alloc(1), size: 32_768 })),
      }),
    },
    /./,
  ],
];

for (const [name, revision, reason] of TABLE) {
  t.test(`${name} is refused by its name, and the rest of the batch is kept`, async (t) => {
    const { run, down, upstream } = await scene(t, bad(9, revision));
    const { result, report } = await run();
    t.equal(result, 'completed with errors');
    t.equal(report.refused, 1);
    t.equal(refusedIn({ report } as never).length, 1);
    t.match(report.problems[0], new RegExp(`^${idOf(9)}\\.1: .`));
    t.match(report.problems[0], reason);
    t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1');
    t.match(down.catalog.upstreams.refusals(upstream.url), [{ updateId: idOf(9), revisionNumber: 1 }]);
    t.same(
      down.events.flatMap((one) => (one.event === 'refused' ? one.update : [])),
      [`${idOf(9)}.1`],
    );
  });
}

t.test('a good blob, packed or not, is taken', async (t) => {
  for (const compression of ['mszip', 'lzx-stored'] as const) {
    const { run, down } = await scene(t, bad(9, { blob: writeUpdateBlob(document, compression) }));
    t.equal((await run()).result, 'succeeded');
    t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1 9.1');
  }
});

t.test('what was refused is asked for again, and settles when it has become good', async (t) => {
  const { run, down, upstream } = await scene(t, bad(9, { xml: 'hello' }));
  await run();
  upstream.clear();
  t.equal((await run()).result, 'completed with errors', 'it is as bad as before');
  t.same(
    upstream.asked('GetUpdateData').map(({ updateIds }) => updateIds),
    [[{ UpdateID: idOf(9), RevisionNumber: 1 }]],
  );
  // Not published anew: the upstream server does not list it again.
  upstream.script.GetUpdateData = () => ({
    value: { GetUpdateDataResult: { updates: [answerOf(bad(9, { xml: document }))] } },
  });
  const { result, report } = await run();
  t.same([result, report.fresh, report.refused], ['succeeded', 1, 0]);
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1 9.1');
  t.same(down.catalog.upstreams.refusals(upstream.url), []);
  upstream.clear();
  await run();
  t.equal(upstream.asked('GetUpdateData').length, 0);
});

t.test('a refused revision is not asked for any more when a newer one is here', async (t) => {
  const { run, upstream } = await scene(t, bad(9, { xml: 'hello' }));
  await run();
  upstream.publish(revisionOf({ id: 9, revision: 2 }));
  await run();
  upstream.clear();
  const { result } = await run();
  t.equal(result, 'succeeded');
  t.equal(upstream.asked('GetUpdateData').length, 0);
});

t.test('a category that is refused is refused once in a run', async (t) => {
  const { run } = await scene(t, bad(9, { xml: 'hello', isConfig: true }));
  const { report } = await run();
  t.equal(report.refused, 1);
  t.equal(report.problems.length, 1);
});

/** A run in which every answer of GetUpdateData is `change`d. */
async function changed(t: Test, change: (answer: Answer) => Answer, ...more: readonly FakeRevision[]) {
  const made = await scene(t, ...more);
  made.upstream.script.GetUpdateData = (_call, usual) => {
    const answer = usual() as { value: { GetUpdateDataResult: Answer } };
    if (answer.value === undefined) return answer as StandInAnswer;
    return { value: { GetUpdateDataResult: change(answer.value.GetUpdateDataResult) } };
  };
  return { ...made, outcome: await made.run() };
}

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what a hostile server sends need not be of the contract.
  readonly updates: readonly any[];
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly fileUrls?: readonly any[];
}

t.test('an id that was never asked for is refused', async (t) => {
  const { outcome, down } = await changed(t, ({ updates }) => ({
    updates: [answerOf(revisionOf({ id: 77 })), ...updates],
  }));
  t.equal(outcome.result, 'completed with errors');
  t.match(refusedIn(outcome), [/^77\.1: it was not asked for/]);
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1');
});

t.test('a revision that is missing in the answer is asked for once more, then refused', async (t) => {
  const { outcome, down, upstream } = await changed(t, ({ updates }) => ({
    updates: updates.filter(({ Id }) => Id.UpdateID !== idOf(2)),
  }));
  t.equal(outcome.result, 'completed with errors');
  t.match(refusedIn(outcome), [/^2\.1: it is missing/]);
  t.equal(revisionsIn(down.catalog), '1.1 3.1');
  t.same(
    upstream.asked('GetUpdateData').map(({ updateIds }) => updateIds.length),
    [3, 1],
  );
});

t.test('a server that sends one document an answer gets all of them asked for', async (t) => {
  const { outcome, down, upstream } = await changed(t, ({ updates }) => ({ updates: updates.slice(0, 1) }));
  t.equal(outcome.result, 'succeeded');
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1');
  t.equal(upstream.asked('GetUpdateData').length, 3);
});

t.test('an empty answer refuses all of the batch', async (t) => {
  const { outcome } = await changed(t, () => ({ updates: [] }));
  t.equal(outcome.result, 'completed with errors');
  t.equal(outcome.report.refused, 3);
});

t.test('of two answers for one revision the first counts', async (t) => {
  const { outcome, down } = await changed(t, ({ updates }) => ({
    updates: [...updates, answerOf({ ...revisionOf({ id: 1, title: 'other' }), revisionNumber: 1 })],
  }));
  t.equal(outcome.result, 'succeeded');
  t.same(
    down.catalog.database.prepare("SELECT count(*) FROM revision WHERE title LIKE 'other%'").pluck().get(),
    0,
  );
});

t.test('an answer without an identity harms nothing', async (t) => {
  const { outcome, down } = await changed(t, ({ updates }) => ({
    updates: [{ XmlUpdateBlob: document }, ...updates],
  }));
  t.equal(outcome.result, 'completed with errors');
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1');
});

t.test('a blob that is no base64 costs that revision only', async (t) => {
  const { upstream, down, run } = await scene(t, bad(9, { blob: Buffer.from('BLOB') }));
  const { responseBytes } = await import('../../../helpers/soap-stand-in.ts');
  upstream.script.GetUpdateData = (_call, usual) => {
    const answer = usual();
    if (typeof answer !== 'object' || !('value' in answer)) return answer;
    const body = responseBytes('GetUpdateData', answer.value as never).toString();
    const garbage = body.replace(Buffer.from('BLOB').toString('base64'), '***');
    return { raw: { status: 200, type: 'text/xml', body: garbage } };
  };
  const { result, report } = await run();
  t.equal(result, 'completed with errors');
  t.match(refusedIn({ report } as never), [/^9\.1: /]);
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1');
});

t.test('an id the upstream server does not know fails the call, and is found by halving', async (t) => {
  const { upstream, down, run } = await scene(t);
  upstream.publish(...[4, 5, 6, 7, 8].map((id) => revisionOf({ id })));
  upstream.script.GetUpdateData = ({ request }, usual) =>
    request.updateIds.some(({ UpdateID }: { UpdateID: string }) => UpdateID === idOf(6))
      ? { fault: 'InternalServerError', message: 'no such thing' }
      : usual();
  const outcome = await run();
  t.equal(outcome.result, 'completed with errors');
  t.match(refusedIn(outcome), [/^6\.1: .*InternalServerError: no such thing/]);
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1 4.1 5.1 7.1 8.1');
  t.ok(upstream.asked('GetUpdateData').length <= 6);
});

t.test('a server that fails on everything ends the run soon', async (t) => {
  const { upstream, run } = await scene(t);
  upstream.publish(...Array.from({ length: 60 }, (_, at) => revisionOf({ id: 100 + at })));
  upstream.script.GetUpdateData = () => ({ fault: 'InternalServerError' });
  const { result, error } = await run();
  t.equal(result, 'failed');
  t.equal(error?.code, 'SYNC_FAULT');
  t.ok(upstream.asked('GetUpdateData').length < 100, `${upstream.asked('GetUpdateData').length} calls`);
});

t.test('a negative revision number is refused, and not asked for', async (t) => {
  const { upstream, run, down } = await scene(t, bad(9, { revisionNumber: -1, xml: document }));
  const outcome = await run();
  t.equal(outcome.result, 'completed with errors');
  t.match(refusedIn(outcome), [/^9\.-1: its revision number is negative/]);
  t.equal(upstream.asked('GetUpdateData').length, 1);
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1');
});

t.test('revision numbers that go backwards are refused', async (t) => {
  const { upstream, run, down } = await scene(t, revisionOf({ id: 9, revision: 5 }));
  await run();
  upstream.publish(revisionOf({ id: 9, revision: 3 }));
  const outcome = await run();
  t.equal(outcome.result, 'completed with errors');
  t.match(refusedIn(outcome), [/^9\.3: its revision number goes backwards: 5/]);
  t.equal(revisionsIn(down.catalog), '1.1 2.1 3.1 9.5');
});

t.test('several revisions of one update in one list are stored in their order', async (t) => {
  const { run, down } = await scene(t, ...[7, 2, 5].map((revision) => revisionOf({ id: 9, revision })));
  const { result, report } = await run();
  t.equal(result, 'succeeded');
  t.same([report.fresh, report.revised], [4, 2]);
  t.same(
    down.catalog.database
      .prepare('SELECT revision_number FROM revision WHERE revision_number > 1 ORDER BY revision_id')
      .pluck()
      .all(),
    [2, 5, 7],
  );
});

t.test('another document under a known revision is refused where it is sent again', async (t) => {
  const { upstream, run, down } = await scene(t, bad(9, { xml: 'hello' }));
  await run();
  const before = down.catalog.database.prepare('SELECT xml FROM document ORDER BY 1').pluck().all();
  upstream.script.GetUpdateData = () => ({
    value: {
      GetUpdateDataResult: {
        updates: [answerOf(revisionOf({ id: 1, title: 'other' })), answerOf(bad(9, { xml: document }))],
      },
    },
  });
  const outcome = await run();
  t.match(refusedIn(outcome), [/^1\.1: it was not asked for/]);
  t.same(
    down.catalog.database.prepare('SELECT xml FROM document ORDER BY 1').pluck().all(),
    [...before, document].sort(),
  );
});
