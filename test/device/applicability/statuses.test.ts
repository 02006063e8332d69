import fc from 'fast-check';
import t from 'tap';
import { createStatuses, type Status, type Statuses } from '../../../device/applicability/statuses.ts';
import type { Datastore } from '../../../device/datastore/datastore.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { revisionsOf } from '../../../device/scan/scan.ts';
import { type ShortRevision, storeOf } from '../../helpers/cores.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { idOf } from '../../helpers/documents.ts';

const state = stateOf(PLAIN);

function judged(shorts: readonly ShortRevision[]): {
  readonly store: Datastore;
  readonly statuses: Statuses;
} {
  const store = storeOf(shorts);
  return { store, statuses: createStatuses(store, state) };
}

/** The status of the update `id`, asked for first. */
function statusOf(shorts: readonly ShortRevision[], id = 1): Status {
  const { store, statuses } = judged(shorts);
  const revision = [...revisionsOf(store)].find(({ core }) => core.updateId === idOf(id));
  if (revision === undefined) throw new Error(`there is no ${id}`);
  return statuses.of(revision);
}

const here: Omit<ShortRevision, 'id'> = { installed: 'True' };
/** A rule nobody knows. */
const odd: Omit<ShortRevision, 'id'> = { installed: 'Unheard' };

/** What the update 1 is, among others. */
const CASES: readonly (readonly [sentence: string, shorts: readonly ShortRevision[], expected: Status])[] = [
  ['nothing speaks against it', [{ id: 1 }], 'needed'],
  ['it is there', [{ id: 1, ...here }], 'installed'],
  ['it is there, and superseded as well', [{ id: 1, ...here, superseded: 'True' }], 'installed'],
  ['it is there, whatever else cannot be told', [{ id: 1, ...here, superseded: 'Unheard' }], 'installed'],
  ['it is superseded by its own rule', [{ id: 1, superseded: 'True' }], 'not applicable'],
  ['it is not installable', [{ id: 1, installable: 'False' }], 'not applicable'],
  ['it is installable', [{ id: 1, installable: 'True', superseded: 'False' }], 'needed'],
  ['nothing could tell that it is there', [{ id: 1, installed: null }], 'not applicable'],
  [
    'nothing could, though it is installable',
    [{ id: 1, installed: null, installable: 'True' }],
    'not applicable',
  ],
  ['whether it is there cannot be told', [{ id: 1, ...odd }], 'unknown'],
  ['whether it is superseded cannot be told', [{ id: 1, superseded: 'Unheard' }], 'unknown'],
  [
    'what cannot be told decides nothing',
    [{ id: 1, superseded: 'Unheard', installable: 'False' }],
    'not applicable',
  ],
  ['a category is never needed', [{ id: 1, type: 'Category' }], 'not applicable'],
  ['a detectoid is never needed', [{ id: 1, type: 'Detectoid' }], 'not applicable'],
  ['a driver is judged as the rest', [{ id: 1, type: 'Driver' }], 'needed'],

  [
    'its prerequisite is there',
    [
      { id: 1, needs: [2] },
      { id: 2, ...here },
    ],
    'needed',
  ],
  ['its prerequisite is not there', [{ id: 1, needs: [2] }, { id: 2 }], 'not applicable'],
  ['its prerequisite was never sent', [{ id: 1, needs: [2] }], 'not applicable'],
  ['it is there without its prerequisite', [{ id: 1, ...here, needs: [2] }], 'not applicable'],
  [
    'one prerequisite of two is there',
    [
      { id: 1, needs: [2, 3] },
      { id: 2, ...here },
    ],
    'not applicable',
  ],
  [
    'all of two are there',
    [
      { id: 1, needs: [2, 3] },
      { id: 2, ...here },
      { id: 3, type: 'Detectoid', ...here },
    ],
    'needed',
  ],
  ['one of either is there', [{ id: 1, needs: [[2, 3]] }, { id: 2 }, { id: 3, ...here }], 'needed'],
  ['none of either is there', [{ id: 1, needs: [[2, 3]] }, { id: 2 }, { id: 3 }], 'not applicable'],
  [
    'an AND of ORs',
    [
      {
        id: 1,
        needs: [
          [2, 3],
          [4, 5],
        ],
      },
      { id: 3, ...here },
      { id: 4, ...here },
    ],
    'needed',
  ],
  [
    'its category is there',
    [
      { id: 1, in: [2] },
      { id: 2, type: 'Category', ...here },
    ],
    'needed',
  ],
  [
    'its category is not',
    [
      { id: 1, in: [2] },
      { id: 2, type: 'Category' },
    ],
    'not applicable',
  ],
  [
    'whether its prerequisite is there cannot be told',
    [
      { id: 1, needs: [2] },
      { id: 2, ...odd },
    ],
    'unknown',
  ],
  [
    'another will do',
    [
      { id: 1, needs: [[2, 3]] },
      { id: 2, ...odd },
      { id: 3, ...here },
    ],
    'needed',
  ],
  ['another is missing', [{ id: 1, needs: [2, 3] }, { id: 2, ...odd }, { id: 3 }], 'not applicable'],
  [
    'prerequisites have prerequisites',
    [
      { id: 1, needs: [2] },
      { id: 2, ...here, needs: [3] },
    ],
    'not applicable',
  ],

  ['a member is needed', [{ id: 1, bundles: [[2]] }, { id: 2 }], 'needed'],
  [
    'all members are there',
    [
      { id: 1, bundles: [[2], [3]] },
      { id: 2, ...here },
      { id: 3, ...here },
    ],
    'installed',
  ],
  ['one is there, one is needed', [{ id: 1, bundles: [[2], [3]] }, { id: 2, ...here }, { id: 3 }], 'needed'],
  [
    'of a language nothing applies',
    [{ id: 1, bundles: [[2], [3]] }, { id: 2 }, { id: 3, installable: 'False' }],
    'needed',
  ],
  [
    'of a language nothing applies and the rest is there',
    [
      { id: 1, bundles: [[2], [3]] },
      { id: 2, ...here },
      { id: 3, installable: 'False' },
    ],
    'installed',
  ],
  [
    'nothing applies',
    [
      { id: 1, bundles: [[2]] },
      { id: 2, installable: 'False' },
    ],
    'not applicable',
  ],
  [
    'of full and delta the delta applies',
    [{ id: 1, bundles: [[2, 3]] }, { id: 2, installable: 'False' }, { id: 3 }],
    'needed',
  ],
  [
    'of full and delta one is there',
    [{ id: 1, bundles: [[2, 3]] }, { id: 2 }, { id: 3, ...here }],
    'installed',
  ],
  ['a member was never sent', [{ id: 1, bundles: [[2]] }], 'not applicable'],
  ['a member is there in another revision', [{ id: 1, bundles: [[[2, 7]]] }, { id: 2 }], 'not applicable'],
  [
    'a member is there in that revision',
    [
      { id: 1, bundles: [[[2, 7]]] },
      { id: 2, revision: 7 },
    ],
    'needed',
  ],
  [
    'a member cannot be told',
    [
      { id: 1, bundles: [[2], [3]] },
      { id: 2, ...odd },
      { id: 3, ...here },
    ],
    'unknown',
  ],
  [
    'one cannot be told, one is needed',
    [{ id: 1, bundles: [[2], [3]] }, { id: 2, ...odd }, { id: 3 }],
    'needed',
  ],
  ['bundles in bundles', [{ id: 1, bundles: [[2]] }, { id: 2, bundles: [[3]] }, { id: 3 }], 'needed'],
  ['a bundle needs its prerequisites', [{ id: 1, bundles: [[2]], needs: [3] }, { id: 2 }], 'not applicable'],
  [
    'a member needs its own',
    [
      { id: 1, bundles: [[2]] },
      { id: 2, needs: [3] },
    ],
    'not applicable',
  ],
  ['rules of a bundle come first: there', [{ id: 1, ...here, bundles: [[2]] }, { id: 2 }], 'installed'],
  [
    'rules of a bundle come first: superseded',
    [{ id: 1, superseded: 'True', bundles: [[2]] }, { id: 2 }],
    'not applicable',
  ],
  [
    'rules of a bundle come first: unknown',
    [{ id: 1, installed: null, superseded: 'Unheard', bundles: [[2]] }, { id: 2 }],
    'unknown',
  ],
  ['bundles that real servers have', [{ id: 1, installed: null, bundles: [[2]] }, { id: 2 }], 'needed'],
];

t.test('how an update stands to a device', async (t) => {
  for (const [sentence, shorts, expected] of CASES) t.equal(statusOf(shorts), expected, sentence);
});

t.test('what no device knows is listed, and counted by revisions', async (t) => {
  const { store, statuses } = judged([
    { id: 1, installed: 'Unheard', installable: 'Unheard' },
    { id: 2, installed: 'Unheard' },
    { id: 3, installed: 'b.Untold' },
    { id: 4, installed: 'Unseen', needs: [9] },
  ]);
  for (const revision of store.software.values()) statuses.of(revision);
  const expected = [
    ['Unheard', 2],
    ['b.Untold', 1],
  ];
  t.same([...statuses.unknownElements], expected, 'what is not asked for is not missed');
  statuses.revisionsChanged();
  for (const revision of store.software.values()) statuses.of(revision);
  t.same([...statuses.unknownElements], expected, 'each is counted once');
});

t.test('a status follows what is there, when that is told', async (t) => {
  const { store, statuses } = judged([{ id: 1, needs: [2] }]);
  const [first] = store.software.values();
  if (first === undefined) throw new Error('nothing is there');
  t.equal(statuses.of(first), 'not applicable');
  for (const one of storeOf([{ id: 2, ...here }]).software.values()) store.add([one]);
  statuses.revisionsChanged();
  t.equal(statuses.of(first), 'needed');
});

const RULES = ['True', 'False', 'Unheard'] as const;
const COUNT = 7;
const number = fc.integer({ min: 1, max: COUNT });
const clauses = fc.array(fc.array(number, { minLength: 1, maxLength: 3 }), { maxLength: 3 });

/** Catalogues of seven revisions that name one another as they like. */
const catalogues = fc
  .array(fc.record({ installed: fc.constantFrom(...RULES), needs: clauses, bundles: clauses }), {
    minLength: COUNT,
    maxLength: COUNT,
  })
  .map((all): readonly ShortRevision[] => all.map((one, at) => ({ id: at + 1, ...one })));

/** The same without circles: each names only those behind it. */
const trees = catalogues.map((all) =>
  all.map((one, at): ShortRevision => {
    const behind = (lists: unknown): readonly (readonly number[])[] =>
      (lists as number[][]).map((list) => list.filter((id) => id > at + 1)).filter((list) => list.length > 0);
    return { ...one, needs: behind(one.needs), bundles: behind(one.bundles) };
  }),
);

t.test('one more prerequisite never makes an update needed', async (t) => {
  let lost = 0;
  fc.assert(
    fc.property(catalogues, number, number, (all, id, more) => {
      const with1 = all.map((one) => (one.id === id ? { ...one, needs: [...(one.needs ?? []), more] } : one));
      const [before, after] = [statusOf(all, id), statusOf(with1, id)];
      if (before === 'needed' && after !== 'needed') lost++;
      return after === before || after === 'not applicable' || after === 'unknown';
    }),
    { seed: 20261101, numRuns: 200 },
  );
  t.ok(lost > 5, `${lost} were needed before`);
});

t.test('without circles it makes no difference in which order revisions are judged', async () => {
  fc.assert(
    fc.property(trees, fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: COUNT }), (all, order) => {
      const { store, statuses } = judged(all);
      return order.every((id) => {
        const revision = store.ofUpdate(idOf(id));
        return revision !== undefined && statuses.of(revision) === statusOf(all, id);
      });
    }),
    { seed: 20261102, numRuns: 100 },
  );
});
