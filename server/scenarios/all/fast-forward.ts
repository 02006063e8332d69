import type { Scenario } from '../scenario.ts';
import {
  afterRepair,
  came,
  DAY,
  endsWell,
  FILE,
  FILE_SIZE,
  fault,
  isInstalled,
  KB,
  onSync,
  other,
  seed,
  struck,
  update,
} from './common.ts';

/** Numbers and dates from the end of the scale, and whether a client gets over them: attack scenarios B1.4. */
export const fastForward: readonly Scenario[] = [
  {
    id: 'fast-forward.revision-number',
    title: 'Revision 2147483647, and then the honest next one',
    layer: 'soap',
    threat: 'fast-forward',
    story: [
      'For a while the server says of an update that it is revision 2147483647, the greatest there is. Later it ' +
        'is repaired and goes on where it was, with revision 200.',
      'A client that never goes below the highest revision it saw is now cut off from this update for good, and ' +
        'one that counts on wraps around. Protection against rollback has to leave a way back: here that is ' +
        'ServerChanged, after which a client begins anew.',
    ],
    correct:
      'Survives the number; after ServerChanged and an honest catalogue it is offered revision 200 and installs it.',
    honest: { steps: [seed(update({ revision: 100 }))], client: ['scan'] },
    strike: {
      steps: [
        onSync({
          kind: 'soap.replace',
          replace: [{ found: 'RevisionNumber="150"', by: 'RevisionNumber="2147483647"' }],
        }),
        seed(update({ revision: 150 })),
      ],
      client: ['scan'],
    },
    repair: {
      steps: [
        { do: 'clear faults' },
        seed(update({ revision: 200, files: [{ name: FILE, size: FILE_SIZE + 1024 }] })),
        onSync({ kind: 'soap.fault', code: 'ServerChanged' }, { to: 1 }),
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      afterRepair(
        came('revision 200 is installed, and reported so', {
          reported: { eventId: 183, update: KB, revisionNumber: 200 },
        }),
      ),
      isInstalled('the update is installed'),
      endsWell('it gets over it'),
    ],
    needs: ['reports'],
  },
  {
    id: 'fast-forward.dates',
    title: 'Everything changed on the last day of the year 9999',
    layer: 'soap',
    threat: 'fast-forward',
    story: [
      'The LastChangeTime of each deployment says 9999-12-31. A client that remembers the newest date it saw, ' +
        'and heeds only what is newer, has heeded nothing ever since; a parser that counts seconds in 32 bits ' +
        'falls over.',
    ],
    correct: 'Survives the date, and heeds what is approved once the server tells true dates again.',
    honest: { steps: [seed(other())], client: ['scan'] },
    strike: {
      steps: [
        seed(update({ approvals: [] })),
        onSync({
          kind: 'soap.replace',
          replace: [
            {
              found: '<LastChangeTime>*</LastChangeTime>',
              by: '<LastChangeTime>9999-12-31</LastChangeTime>',
            },
          ],
        }),
      ],
      client: ['run'],
    },
    repair: {
      steps: [
        { do: 'clear faults' },
        { do: 'advance clock', milliseconds: DAY },
        { do: 'approve', update: KB, action: 'Install' },
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      afterRepair(came('it asks again', { operation: 'SyncUpdates', outcome: 'ok' })),
      came(
        'what is approved after the repair is installed, and not before',
        { reported: { eventId: 183, update: KB } },
        1,
      ),
      isInstalled('it has the update'),
      endsWell('it gets over it'),
    ],
    needs: ['clock', 'reports'],
  },
  {
    id: 'fast-forward.configuration',
    title: 'The configuration changed in the year 9999',
    layer: 'soap',
    threat: 'fast-forward',
    story: [
      'ConfigChanged, says the server, and the configuration it then gives has a LastChange of 9999-12-31. The ' +
        'client hands that date back with GetCookie, as it must; the true configuration is older, so it is told ' +
        'ConfigChanged once more, and so on.',
      'The loop ends when the lie ends, for a client that still asks. One that remembers the date as the newest ' +
        'it will ever see has locked itself out.',
    ],
    correct:
      'Goes round a few times, ends its scan with a failure, and gets a cookie again once the configuration has a ' +
      'true date.',
    likely: ['WU_E_TOO_MANY_RESYNC'],
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [
        seed(update()),
        onSync({ kind: 'soap.fault', code: 'ConfigChanged' }, { to: 1 }),
        fault(
          { operation: 'GetConfig' },
          {
            kind: 'soap.replace',
            replace: [
              { found: '<LastChange>*</LastChange>', by: '<LastChange>9999-12-31T23:59:59Z</LastChange>' },
            ],
          },
        ),
      ],
      client: ['scan'],
    },
    repair: { steps: [{ do: 'clear faults' }, { do: 'advance clock', milliseconds: DAY }], client: ['run'] },
    oracles: [
      struck('GetConfig'),
      came(
        'it does not go round for ever',
        { operation: 'GetConfig', injected: true },
        { least: 1, most: 30 },
      ),
      afterRepair(came('it gets a cookie again', { operation: 'GetCookie', outcome: 'ok' })),
      isInstalled('it has the update'),
      endsWell('it gets over it'),
    ],
    needs: ['clock'],
  },
];
