import t from 'tap';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf } from '../../helpers/documents.ts';

const A = 'http://a.example';
const B = 'http://b.example';

t.test('of an address nobody synchronised with nothing is known', async (t) => {
  const { upstreams } = testCatalog(t);
  t.same(upstreams.state(A), { selection: '{}' });
  t.same(upstreams.refusals(A), []);
});

t.test('what is noted is kept for each address, and the rest stays', async (t) => {
  const { upstreams, write } = testCatalog(t);
  const state = {
    ...{
      serverId: 's',
      cookie: Buffer.from('c'),
      cookieExpiration: 'e',
      configAnchor: '1',
      categoryAnchor: '2',
    },
    ...{
      revisionAnchor: '3',
      deploymentAnchor: '4',
      rollupReset: 'r',
      config: '{"a":1}',
      selection: '{"b":2}',
    },
  };
  write(() => upstreams.note(A, state));
  t.same(upstreams.state(A), state);
  write(() => upstreams.note(A, { revisionAnchor: '5' }));
  t.same(upstreams.state(A), { ...state, revisionAnchor: '5' });
  t.same(upstreams.state(B), { selection: '{}' });
});

t.test('undefined forgets', async (t) => {
  const { upstreams, write } = testCatalog(t);
  write(() =>
    upstreams.note(A, { revisionAnchor: '5', cookie: Buffer.from('c'), selection: '{"b":2}', config: '{}' }),
  );
  write(() => upstreams.note(A, { revisionAnchor: undefined, cookie: undefined, selection: undefined }));
  t.same(upstreams.state(A), { config: '{}', selection: '{}' });
});

t.test('refusals are kept in the order of ids until they settle', async (t) => {
  const { upstreams, write } = testCatalog(t);
  const one = (id: number, revisionNumber: number, reason = 'bad') => ({
    updateId: idOf(id),
    revisionNumber,
    reason,
  });
  write(() => {
    for (const refusal of [one(2, 1), one(1, 3), one(1, 2)]) upstreams.refuse(A, refusal, 5);
    upstreams.refuse(B, one(9, 9), 5);
    upstreams.refuse(A, one(2, 1, 'worse'), 6);
  });
  t.same(upstreams.refusals(A), [one(1, 2), one(1, 3), one(2, 1, 'worse')]);
  write(() => {
    upstreams.settle(A, idOf(1), 3);
    upstreams.settle(A, idOf(9), 9);
    upstreams.settle(A, idOf(7), 7);
  });
  t.same(upstreams.refusals(A), [one(1, 2), one(2, 1, 'worse')]);
  t.same(upstreams.refusals(B), [one(9, 9)]);
});
