import t from 'tap';
import { createReaderInThread } from '../../../../catalog/sync/metadata/reader-in-thread.ts';
import { readerHere, type UpdateDataReader } from '../../../../catalog/sync/metadata/update-data-reader.ts';
import { decodeReply } from '../../../../catalog/sync/upstream/decode-reply.ts';
import { writeUpdateBlob } from '../../../../protocol/codecs/update-blob.ts';
import { serverSync } from '../../../../protocol/wsusss/server-sync.ts';
import { testCatalog } from '../../../helpers/catalogs.ts';
import { documentOf, idOf } from '../../../helpers/documents.ts';
import { answerOf, fakeUpstream } from '../../../helpers/fake-upstream.ts';
import { responseBytes } from '../../../helpers/soap-stand-in.ts';
import { downstreamOf, refusedIn, revisionOf } from '../../../helpers/sync-pair.ts';

const sha1 = Buffer.alloc(20, 0xa5);
const file = { fileName: 'a.cab', size: 7, sha1: sha1.toString('hex').toUpperCase() };
const asked = [1, 2, 3, 4].map((id) => ({ updateId: idOf(id), revisionNumber: 1 }));
const withFile = documentOf({ id: 2, files: [file] });
/** One as it is, one packed with a file, one that cannot be read, none of the fourth, and one nobody asked for. */
const body = responseBytes('GetUpdateData', {
  GetUpdateDataResult: {
    updates: [
      answerOf(revisionOf({ id: 1 })),
      answerOf({ updateId: idOf(2), revisionNumber: 1, blob: writeUpdateBlob(withFile, 'mszip') }),
      answerOf({ updateId: idOf(3), revisionNumber: 1, xml: '<a/>' }),
      answerOf(revisionOf({ id: 9 })),
    ],
    fileUrls: [{ FileDigest: sha1, MUUrl: 'http://dl.example/a.cab', DecryptionKey: Buffer.from('key') }],
  },
});

const readBy = (reader: UpdateDataReader, bytes: Buffer, wanted: typeof asked) =>
  reader.read(bytes, wanted, () => decodeReply(bytes, serverSync, serverSync.operations.GetUpdateData));

t.test('a thread reads what would be read here', async (t) => {
  const reader = createReaderInThread();
  t.teardown(() => reader.close());
  const answers = await Promise.all([readBy(reader, body, asked), readBy(reader, body, asked.slice(1))]);
  t.strictSame(answers, [
    await readBy(readerHere, body, asked),
    await readBy(readerHere, body, asked.slice(1)),
  ]);
  const [answer] = answers;
  t.equal(answer?.documents.length, 2);
  t.equal(answer?.refusals.length, 1);
  t.equal(answer?.remarks.length, 1, 'what nobody asked for');
  t.equal(answer?.files[0]?.decryptionKey?.toString(), 'key', 'bytes are Buffers again');
});

t.test('what a thread cannot read is refused the way it is here', async (t) => {
  const reader = createReaderInThread();
  t.teardown(() => reader.close());
  for (const broken of [body.subarray(0, 400), Buffer.from('<html/>'), Buffer.alloc(0)]) {
    const refusalOf = (read: Promise<unknown>): Promise<unknown> =>
      read.then(
        () => 'it was read',
        (error: unknown) => String(error),
      );
    const here = await refusalOf(readBy(readerHere, broken, asked));
    t.not(here, 'it was read');
    t.equal(await refusalOf(readBy(reader, broken, asked)), here);
  }
  t.equal((await readBy(reader, body, asked)).documents.length, 2, 'and it goes on');
});

t.test('what a thread left unread when it ended is read here', async (t) => {
  const reader = createReaderInThread();
  const reading = readBy(reader, body, asked);
  await reader.close();
  const expected = await readBy(readerHere, body, asked);
  t.strictSame(await reading, expected);
  t.strictSame(await readBy(reader, body, asked), expected);
});

t.test('a synchronisation that reads in a thread stores what comes and refuses what is bad', async (t) => {
  const upstream = await fakeUpstream(t);
  const ids = Array.from({ length: 1_200 }, (_, index) => index + 1);
  upstream.publish(...ids.map((id) => revisionOf({ id })));
  upstream.publish({ updateId: idOf(5_000), revisionNumber: 1, xml: '<a/>' });
  const catalog = testCatalog(t);
  const outcome = await downstreamOf(t, catalog, catalog.clock).run(upstream.url);
  t.equal(outcome.result, 'completed with errors');
  t.equal(outcome.report.fresh, 1_200);
  t.match(refusedIn(outcome), [/^5000\.1: /]);
});
