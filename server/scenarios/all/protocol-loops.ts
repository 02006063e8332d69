import type { Act } from '../../faults/acts.ts';
import type { FaultMatch } from '../../faults/rule.ts';
import type { Scenario, Step } from '../scenario.ts';
import { seed, update } from './common.ts';
import { answered, came, ends, struck } from './session-oracles.ts';

const SYNC: FaultMatch = { operation: 'SyncUpdates' };

const fault = (match: FaultMatch, ...act: Act[]): Step => ({ do: 'fault', rule: { match, act } });
const layers = { layer: 'soap', threat: 'loops without end' } as const;
const known = { steps: [seed(update())], client: ['scan'] } as const;
const scanned = (...steps: Step[]): Scenario['strike'] => ({ steps, client: ['scan'] });

/** Answers of which each has a right reaction, and all of them together no end: attack scenarios B2.6. */
export const loopScenarios: readonly Scenario[] = [
  {
    ...layers,
    id: 'config.flip',
    title: 'The configuration changes with every call',
    story: [
      'Every SyncUpdates is refused with ConfigChanged, whatever the client read a moment before: two servers behind one name that do not agree, or one that is not well. Each reaction is the right one, and all of them together never end.',
    ],
    correct: 'Does what the fault asks for a few times, gives up, and says so.',
    likely: ['WU_E_TOO_MANY_RESYNC'],
    honest: known,
    strike: scanned(fault(SYNC, { kind: 'soap.fault', code: 'ConfigChanged' })),
    oracles: [
      struck,
      came('it does what the fault asks for', answered('GetConfig')),
      came('it stops', { operation: 'SyncUpdates' }, { most: 12 }),
      ends('the scan failed', false),
    ],
  },
  {
    ...layers,
    id: 'registration.loop',
    title: 'Registration is required, and is not wanted',
    story: [
      'SyncUpdates says RegistrationRequired, and RegisterComputer says RegistrationNotRequired. There is no order of calls that satisfies both.',
    ],
    correct: 'Tries once or a few times and gives up.',
    likely: ['WU_E_PT_REGISTRATION_NOT_SUPPORTED', 'WU_E_TOO_MANY_RESYNC'],
    honest: known,
    strike: scanned(
      fault(SYNC, { kind: 'soap.fault', code: 'RegistrationRequired' }),
      fault({ operation: 'RegisterComputer' }, { kind: 'soap.fault', code: 'RegistrationNotRequired' }),
    ),
    oracles: [
      struck,
      came('it tries to register', { operation: 'RegisterComputer' }),
      came('it does not insist', { operation: 'RegisterComputer' }, { most: 6 }),
      came('it stops', { operation: 'SyncUpdates' }, { most: 12 }),
      ends('the scan failed', false),
    ],
  },
  {
    ...layers,
    id: 'filelocation.churn',
    title: 'Files move with every call',
    story: [
      'Every SyncUpdates is refused because the addresses of files changed. A client that asks for hundreds of addresses each time, for ever, is a load no server was built for.',
    ],
    correct: 'Asks where its files are a few times and gives up.',
    likely: ['WU_E_TOO_MANY_RESYNC', 'WU_E_PT_FILE_LOCATIONS_CHANGED'],
    honest: known,
    strike: scanned(fault(SYNC, { kind: 'soap.fault', code: 'FileLocationChanged' })),
    oracles: [
      struck,
      came('it asks where its files are', answered('GetFileLocations')),
      came('it stops', { operation: 'SyncUpdates' }, { most: 12 }),
      ends('the scan failed', false),
    ],
  },
  {
    ...layers,
    id: 'report.reject',
    title: 'Reports are never taken',
    story: [
      'ReportEventBatch answers false, each time: a full database, or an event the server does not like. The scan itself is good.',
      'A client that sends the same batch again at once, and one that takes the scan for a failure because of it, do harm both.',
    ],
    correct:
      'Keeps the events for another time, does not repeat them at once, and leaves what the scan came to as it is.',
    likely: ['WU_E_INVALID_EVENT'],
    honest: known,
    strike: {
      steps: [
        fault(
          { operation: 'ReportEventBatch' },
          { kind: 'soap.edit', set: { ReportEventBatchResult: false } },
        ),
      ],
      client: ['scan', 'scan'],
    },
    oracles: [
      struck,
      came('a batch is not sent over and over', { operation: 'ReportEventBatch' }, { least: 1, most: 6 }),
      came('it scans as ever', answered('SyncUpdates'), { least: 2 }),
      ends('that nobody took the report is no failure of the scan', true),
    ],
    needs: ['reports'],
  },
];
