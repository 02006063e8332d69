import type { Scenario } from '../scenario.ts';
import {
  bundle,
  came,
  endsWell,
  isInstalled,
  KB,
  neverAskedFor,
  notInstalled,
  OTHER_FILE,
  OTHER_ID,
  OTHER_KB,
  onSync,
  other,
  seed,
  struck,
  UPDATE_ID,
  update,
} from './common.ts';

/** Classifications of Windows Update. */
const SECURITY_UPDATES = '0fa1201d-4330-4fa8-8ae9-b877473b6441';
const CRITICAL_UPDATES = 'e6cf1350-c01b-414d-a61f-263d14d133b4';

const THIRD_ID = '5c000000-0000-4000-8000-000005090003';

/** An update that drags in what nobody approved: attack scenarios B1.7. */
export const extraneousDependencies: readonly Scenario[] = [
  {
    id: 'extraneous-dependencies.prerequisite',
    title: 'A new revision needs an update nobody approved',
    layer: 'metadata',
    threat: 'extraneous dependencies',
    story: [
      'Revision 200 of a wanted update has a prerequisite that revision 100 had not: another update, which is on ' +
        'the server and approved for nobody. Package managers would fetch it as a dependency, and with it whatever ' +
        'the attacker wrote into it.',
      'A prerequisite of [MS-WUSP] is a condition, not an order: while it does not hold the update is not ' +
        'applicable, and that is all.',
    ],
    correct:
      'Does not offer the update while its prerequisite is missing, and never touches the file of the other one.',
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [seed(other({ approvals: [] }), update({ revision: 200, prerequisites: [OTHER_ID] }))],
      client: ['run'],
    },
    oracles: [
      came('it scans after the change', { operation: 'SyncUpdates', outcome: 'ok' }),
      neverAskedFor(OTHER_FILE, 'what nobody approved is not fetched'),
      notInstalled('what nobody approved is not installed', OTHER_KB),
      endsWell('that an update is not applicable is no failure'),
    ],
  },
  {
    id: 'extraneous-dependencies.member-install',
    title: 'The member of a bundle is to be installed by itself',
    layer: 'soap',
    threat: 'extraneous dependencies',
    story: [
      'Hidden members of bundles carry files and commands; they come with the deployment action Bundle and are ' +
        'installed as parts of what bundles them. Here the bundle is approved for nobody, and the reply says ' +
        'Install of its member.',
      'The metadata of the member says that it must not be deployed by itself (ExplicitlyDeployable). WSUSpect ' +
        'put its command into just such a member.',
    ],
    correct: 'Installs members as parts of an approved bundle only, whatever the deployment says.',
    honest: { steps: [seed(update())], client: ['run'] },
    strike: {
      steps: [
        onSync({
          kind: 'soap.replace',
          replace: [{ found: '<Action>Bundle</Action>', by: '<Action>Install</Action>' }],
        }),
        seed(other({ approvals: [] })),
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      neverAskedFor(OTHER_FILE, 'the file of the member is not fetched'),
      notInstalled('the bundle is not installed', OTHER_KB),
      came('no installation is reported', { reported: { eventId: 183 } }, 0),
    ],
  },
  {
    id: 'extraneous-dependencies.cycle',
    title: 'Two updates that need each other',
    layer: 'soap',
    threat: 'extraneous dependencies',
    story: [
      'Forged on the way, the metadata of two updates has each of them need the other. There is no order in ' +
        'which they could be installed, and software that follows such links without remembering where it has been ' +
        'goes round until its stack is full.',
    ],
    correct: 'Finds that neither can be installed, keeps calm, and ends its scan.',
    honest: { steps: [], client: ['scan'] },
    strike: {
      steps: [
        seed(update(), other({ classification: 'Critical Updates' })),
        onSync({ kind: 'soap.replace', replace: cycle() }),
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      came('it ends its scan', { operation: 'SyncUpdates' }, { least: 1, most: 50 }),
      came('no file is asked for', { kind: 'content' }, 0),
      notInstalled('neither is installed'),
      notInstalled('nor the other one', OTHER_KB),
    ],
  },
  {
    id: 'extraneous-dependencies.alternatives',
    title: 'One of five thousand will do',
    layer: 'metadata',
    threat: 'extraneous dependencies',
    story: [
      'A prerequisite may be a list of which one is enough. This one has five thousand entries, and nobody knows ' +
        'any of them. A client that asks for each, or tries each with each, has work for a day.',
    ],
    correct:
      'Looks them up in what it has, asks for none of them, does not offer the update, and installs the other one.',
    honest: { steps: [seed(update(), other())], client: ['scan'] },
    strike: {
      steps: [
        {
          do: 'revise',
          update: KB,
          replace: [['<upd:Prerequisites>', `<upd:Prerequisites>${alternatives(5_000)}`]],
        },
      ],
      client: ['run'],
    },
    oracles: [
      came('it scans after the change', { operation: 'SyncUpdates', outcome: 'ok' }, { least: 1, most: 50 }),
      came(
        'it asks for nothing beyond',
        { operation: ['GetExtendedUpdateInfo', 'GetExtendedUpdateInfo2'] },
        { most: 5 },
      ),
      notInstalled('what it cannot know to be met is not installed'),
      isInstalled('the other update is installed', OTHER_KB),
    ],
  },
  {
    id: 'extraneous-dependencies.bundle-itself',
    title: 'A bundle that contains itself',
    layer: 'soap',
    threat: 'extraneous dependencies',
    story: [
      'In the forged reply the bundle names itself as its member. To install it is to install its members, of ' +
        'which the first is the bundle.',
    ],
    correct: 'Sees that this has no bottom, does not offer the update, and ends its scan.',
    honest: { steps: [], client: ['scan'] },
    strike: {
      steps: [
        seed(
          { ...bundle(), bundles: ['part'] },
          {
            title: 'Mock: A part',
            key: 'part',
            updateId: THIRD_ID,
            classification: 'Updates',
          },
        ),
        onSync({
          kind: 'soap.replace',
          replace: [
            {
              found: `&lt;BundledUpdates&gt;&lt;UpdateIdentity UpdateID="${THIRD_ID}`,
              by: `&lt;BundledUpdates&gt;&lt;UpdateIdentity UpdateID="${UPDATE_ID}`,
            },
          ],
        }),
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      came('it ends its scan', { operation: 'SyncUpdates' }, { least: 1, most: 50 }),
      notInstalled('it is not installed'),
      came('no installation is reported', { reported: { eventId: 183 } }, 0),
    ],
  },
];

function alternatives(count: number): string {
  const ids = Array.from(
    { length: count },
    (_, at) => `5c000000-0000-4000-9000-${at.toString(16).padStart(12, '0')}`,
  );
  const entries = ids.map((id) => `<upd:UpdateIdentity UpdateID="${id}" />`).join('');
  return `<upd:AtLeastOne>${entries}</upd:AtLeastOne>`;
}

/** Categories the two updates are in, each in one; forged, each needs the other update in its place. */
function cycle(): { readonly found: string; readonly by: string }[] {
  const entry = (id: string): string => `&lt;UpdateIdentity UpdateID="${id}" /&gt;`;
  return [
    { found: entry(SECURITY_UPDATES), by: entry(OTHER_ID) },
    { found: entry(CRITICAL_UPDATES), by: entry(UPDATE_ID) },
  ];
}
