import t from 'tap';
import type { Status } from '../../../device/applicability/statuses.ts';
import { type ShortRevision, storeOf } from '../../helpers/cores.ts';
import { judged, statusOf } from '../../helpers/judged.ts';

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
