import t from 'tap';
import { createStatuses } from '../../../device/applicability/statuses.ts';
import { makeOffers } from '../../../device/offers/make-offers.ts';
import type { Offers } from '../../../device/offers/offer.ts';
import { readPolicy } from '../../../device/policy/policy.ts';
import { type PolicyInputs, policyChanges } from '../../../device/policy/policy-changes.ts';
import { applyChanges } from '../../../device/policy/reg-file.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { revisionsOf } from '../../../device/scan/scan.ts';
import { type ShortRevision, storeOf } from '../../helpers/cores.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { idOf } from '../../helpers/documents.ts';
import { START } from '../../helpers/services.ts';

interface Circumstances {
  readonly policy?: PolicyInputs;
  readonly pending?: readonly number[];
  readonly now?: string;
}

const UPGRADES = '3689bdc8-b205-4af4-8d4a-a63924c5e9d5';
const SECURITY = '0fa1201d-4330-4fa8-8ae9-b877473b6441';
/** Every device has them. */
const CLASSIFICATIONS: readonly ShortRevision[] = [UPGRADES, SECURITY].map((id, at) => ({
  id,
  at: 9_001 + at,
  type: 'Category',
  installed: 'True',
  leaf: false,
}));

const WSUS: PolicyInputs = {
  WUServer: 'http://wsus.test',
  WUStatusServer: 'http://wsus.test',
  UseWUServer: true,
};

function offersOf(shorts: readonly ShortRevision[], circumstances: Circumstances = {}): Offers {
  const { policy = WSUS, pending = [], now = START } = circumstances;
  const state = stateOf(PLAIN);
  applyChanges(
    state.registry,
    policyChanges(policy, () => ''),
  );
  const store = storeOf([...CLASSIFICATIONS, ...shorts]);
  return makeOffers({
    revisions: revisionsOf(store),
    ofUpdate: store.ofUpdate,
    statuses: createStatuses(store, state),
    policy: readPolicy(state.registry),
    pending: new Set(pending.map(idOf)),
    fileWithoutPlace: () => undefined,
    now: Date.parse(now),
  });
}

function numberOf(updateId: string): string {
  return String(Number(updateId.slice(-12)));
}

/** In few words: `1 install, 2 optional; 3: it is not approved`. */
function told({ offers, withheld }: Offers): string {
  const all = offers.map(({ kind, revision }) => `${numberOf(revision.core.updateId)} ${kind}`);
  const reasons = withheld.map(({ revision, reason }) => `${numberOf(revision.core.updateId)}: ${reason}`);
  return [all.join(', '), reasons.join(', ')]
    .filter((text) => text !== '')
    .join('; ')
    .replaceAll(/0{8}-0{4}-4000-8000-0*/g, '');
}

const here = { installed: 'True' } as const;
const isIn = (classification: string): Partial<ShortRevision> => ({ in: [classification] });

const CASES: readonly (readonly [
  sentence: string,
  shorts: readonly ShortRevision[],
  told: string,
  circumstances?: Circumstances,
])[] = [
  ['approved', [{ id: 1 }], '1 install'],
  [
    'approved, and not to be installed by itself',
    [{ id: 1, deployment: { IsAssigned: false } }],
    '1 optional',
  ],
  ['for whoever wants it', [{ id: 1, action: 'OptionalInstall' }], '1 optional'],
  ['not approved', [{ id: 1, action: 'PreDeploymentCheck' }], '1: it is not approved'],
  ['blocked', [{ id: 1, action: 'Block' }], '1: it is blocked'],
  ['a member of a bundle', [{ id: 1, action: 'Bundle' }], ''],
  [
    'a member of a bundle that is approved by itself',
    [{ id: 1, deployable: false }],
    '1: its metadata has it come as part of another alone',
  ],
  ['to be judged alone', [{ id: 1, action: 'Evaluate' }], ''],
  ['a category, whatever a server says', [{ id: 1, type: 'Category', action: 'Install' }], ''],
  ['there already', [{ id: 1, ...here }], ''],
  ['not for this device', [{ id: 1, installable: 'False' }], ''],
  ['not to be told', [{ id: 1, installed: 'Unheard' }], ''],
  ['to be removed, and there', [{ id: 1, ...here, action: 'Uninstall' }], '1 uninstall'],
  ['to be removed, and not there', [{ id: 1, action: 'Uninstall' }], ''],
  ['waits for a restart', [{ id: 1 }], '1: it is installed and waits for a restart', { pending: [1] }],

  ['a newer one is approved', [{ id: 1 }, { id: 2, supersedes: [1] }], '2 install; 1: 2 replaces it'],
  [
    'a newer one is for whoever wants it',
    [{ id: 1 }, { id: 2, supersedes: [1], action: 'OptionalInstall' }],
    '2 optional; 1: 2 replaces it',
  ],
  [
    'a newer one is not approved',
    [{ id: 1 }, { id: 2, supersedes: [1], action: 'PreDeploymentCheck' }],
    '1 install; 2: it is not approved',
  ],
  ['a newer one is there', [{ id: 1 }, { id: 2, supersedes: [1], ...here }], '; 1: 2 replaces it'.slice(2)],
  [
    'a newer one is not for this device',
    [{ id: 1 }, { id: 2, supersedes: [1], installable: 'False' }],
    '1 install',
  ],
  [
    'a newer one waits for a restart',
    [{ id: 1 }, { id: 2, supersedes: [1] }],
    '2: it is installed and waits for a restart, 1: 2 replaces it',
    { pending: [2] },
  ],
  [
    'of three, each newer than the other',
    [{ id: 1 }, { id: 2, supersedes: [1] }, { id: 3, supersedes: [2] }],
    '3 install; 1: 2 replaces it, 2: 3 replaces it',
  ],
  [
    'an older one is still removed',
    [
      { id: 1, ...here, action: 'Uninstall' },
      { id: 2, supersedes: [1] },
    ],
    '1 uninstall, 2 install',
  ],

  ['a driver', [{ id: 1, type: 'Driver' }], '1 install'],
  [
    'a driver where policy takes none',
    [{ id: 1, type: 'Driver' }],
    '1: policy takes no drivers',
    { policy: { ...WSUS, ExcludeWUDriversInQualityUpdate: true } },
  ],
  [
    'a class policy takes from elsewhere',
    [{ id: 1, ...isIn(SECURITY) }, { id: 2, ...isIn(UPGRADES) }, { id: 3, type: 'Driver' }, { id: 4 }],
    '2 install, 3 install; 1: policy takes quality updates from the online service, 4: policy takes other updates from the online service',
    {
      policy: {
        ...WSUS,
        UseUpdateClassPolicySource: true,
        SetPolicyDrivenUpdateSourceForQualityUpdates: 0,
        SetPolicyDrivenUpdateSourceForFeatureUpdates: 1,
        SetPolicyDrivenUpdateSourceForOtherUpdates: 0,
      },
    },
  ],
  [
    'policy puts things off, but a WSUS decides by itself',
    [{ id: 1, ...isIn(SECURITY), deployment: { LastChangeTime: '2026-10-30' } }],
    '1 install',
    { policy: { ...WSUS, DeferQualityUpdates: true, DeferQualityUpdatesPeriodInDays: 7 } },
  ],
];

/** The same rules for a device of the online service. */
const ONLINE: Circumstances = {
  policy: {
    DeferQualityUpdates: true,
    DeferQualityUpdatesPeriodInDays: 7,
    DeferFeatureUpdates: true,
    DeferFeatureUpdatesPeriodInDays: 30,
  },
};
const AT_TWO_TIMES: readonly ShortRevision[] = [
  { id: 1, ...isIn(SECURITY), deployment: { LastChangeTime: '2026-10-30' } },
  { id: 2, ...isIn(SECURITY), deployment: { LastChangeTime: '2026-10-25' } },
  { id: 3, ...isIn(UPGRADES), deployment: { LastChangeTime: '2026-10-25' } },
  { id: 4, deployment: { LastChangeTime: '2026-10-30' } },
  { id: 5, type: 'Driver', deployment: { LastChangeTime: '2026-10-30' } },
  { id: 6, ...isIn(SECURITY), deployment: { LastChangeTime: 'yesterday' } },
];

t.test('what is offered of what a server deploys', async (t) => {
  for (const [sentence, shorts, expected, circumstances] of CASES)
    t.equal(told(offersOf(shorts, circumstances)), expected, sentence);
});

t.test('a device of the online service puts off what policy puts off, for as long', async (t) => {
  t.equal(
    told(offersOf(AT_TWO_TIMES, ONLINE)),
    '2 install, 4 install, 6 install, 5 install; 1: policy puts it off for 7 days, 3: policy puts it off for 30 days',
  );
  const later = { ...ONLINE, now: '2026-11-06T00:00:00Z' };
  t.equal(
    told(offersOf(AT_TWO_TIMES, later)),
    '1 install, 2 install, 4 install, 6 install, 5 install; 3: policy puts it off for 30 days',
  );
});

t.test('a deadline goes with its offer', async (t) => {
  const at = (Deadline: string) => offersOf([{ id: 1, deployment: { Deadline } }]).offers[0]?.deadline;
  t.equal(at('2026-11-05T03:00:00'), '2026-11-05T03:00:00');
  t.equal(at(''), undefined);
});

/** What is installed for the update 1. */
const PARTS: readonly (readonly [sentence: string, shorts: readonly ShortRevision[], parts: string])[] = [
  ['itself', [{ id: 1 }], '1'],
  ['its members in their order', [{ id: 1, bundles: [[3], [2]] }, { id: 2 }, { id: 3 }], '3 2'],
  ['those that are needed', [{ id: 1, bundles: [[2], [3]] }, { id: 2, ...here }, { id: 3 }], '3'],
  ['the first of full and delta', [{ id: 1, bundles: [[3, 2]] }, { id: 2 }, { id: 3 }], '3'],
  [
    'the delta where the full one does not apply',
    [{ id: 1, bundles: [[3, 2]] }, { id: 2 }, { id: 3, installable: 'False' }],
    '2',
  ],
  [
    'nothing of a clause that has something',
    [{ id: 1, bundles: [[3, 2], [4]] }, { id: 2, ...here }, { id: 3 }, { id: 4 }],
    '4',
  ],
  [
    'members of members',
    [{ id: 1, bundles: [[2], [3]] }, { id: 2, bundles: [[4], [5]] }, { id: 3 }, { id: 4 }, { id: 5 }],
    '4 5 3',
  ],
  [
    'one that two clauses name, once',
    [{ id: 1, bundles: [[2], [3]] }, { id: 2, bundles: [[4]] }, { id: 3, bundles: [[4]] }, { id: 4 }],
    '4',
  ],
];

t.test('a bundle is installed as its members, as far as they are needed', async (t) => {
  for (const [sentence, shorts, expected] of PARTS) {
    const offer = offersOf(shorts).offers.find(({ revision }) => revision.core.updateId === idOf(1));
    t.equal(offer?.parts.map(({ core }) => numberOf(core.updateId)).join(' '), expected, sentence);
  }
});
