import t from 'tap';
import { readUpdateData } from '../../../../catalog/sync/metadata/read-update-data.ts';
import { writeUpdateBlob } from '../../../../protocol/codecs/update-blob.ts';
import { documentOf, idOf } from '../../../helpers/documents.ts';

const identities = [1, 2, 3].map((id) => ({ updateId: idOf(id), revisionNumber: 1 }));
const documents = [1, 2, 3].map((id) => documentOf({ id, title: `${id} `.repeat(3_000) }));
const answer = {
  updates: documents.map((xml, at) => ({
    Id: { UpdateID: idOf(at + 1), RevisionNumber: 1 },
    XmlUpdateBlobCompressed: writeUpdateBlob(xml, 'mszip'),
  })),
};
const bytesOf = (count: number): number =>
  documents.slice(0, count).reduce((sum, { length }) => sum + 2 * length, 0);

t.test('what an answer unpacks to beyond its bound is left for an answer of its own', async (t) => {
  const {
    documents: read,
    answered,
    tooMuch,
    refusals,
  } = await readUpdateData(answer, identities, bytesOf(2));
  t.same(
    read.map(({ updateId }) => updateId),
    [idOf(1), idOf(2)],
  );
  t.same([...answered], [`${idOf(1)}.1`, `${idOf(2)}.1`], 'so that it is asked for again');
  t.ok(tooMuch);
  t.same(refusals, []);
});

t.test('one that was asked for alone may be larger', async (t) => {
  const [first] = identities;
  const { documents: read, tooMuch } = await readUpdateData(answer, first === undefined ? [] : [first], 10);
  t.equal(read.length, 1);
  t.notOk(tooMuch);
});
