import { Type } from '../../../platform/documents/schema-type.ts';
import { count, moment, name, nullable, object } from './common.ts';

export const computerName = name('Id or DNS name of a computer');

const states = object(
  {
    NotInstalled: count(),
    Downloaded: count(),
    Installed: count(),
    InstalledPendingReboot: count(),
    Failed: count(),
  },
  { title: 'ComputerStates', description: 'How many updates are in which state on it' },
);

const identity = { computerId: Type.String(), dnsName: Type.String() };

const facts = {
  ...identity,
  groups: Type.Array(Type.String(), { description: 'Names of the groups it is in' }),
  lastSeen: moment('Last contact of any kind'),
  lastSyncAt: nullable(moment('When it last asked for updates')),
  lastStatusAt: nullable(moment('When it last reported a status')),
  status: states,
};

const summary = object(
  { ...facts, windowsVersion: Type.String({ description: 'Empty where it did not say' }) },
  { title: 'ComputerSummary' },
);

export const computerPage = object(
  {
    computers: Type.Array(summary),
    next: nullable(
      Type.String({ description: '`after` of the next page; null where there is nothing more' }),
    ),
  },
  { title: 'ComputerPage' },
);

const inventory = object(
  { receivedAt: moment('When it came'), isCompressed: Type.Boolean(), bytes: count() },
  { title: 'ComputerInventory', description: 'What is kept of its last inventory, but for the content' },
);

export const computerDetails = object(
  {
    ...facts,
    assignedGroups: Type.Array(Type.String(), { description: 'Groups an administrator put it into' }),
    requestedGroups: Type.Array(Type.String(), { description: 'Groups it asks for, made or not' }),
    firstSeen: moment('First contact'),
    registeredAt: nullable(moment('Last RegisterComputer')),
    infoChangedAt: nullable(moment('When it last said something else of itself')),
    registration: Type.Unsafe<Readonly<Record<string, unknown>> | null>({
      type: ['object', 'null'],
      additionalProperties: true,
      description: 'What it said of itself, as the protocol names it',
    }),
    inventory: nullable(inventory),
  },
  { title: 'ComputerDetails' },
);

export const placedComputer = object(
  {
    ...identity,
    groups: Type.Array(Type.String(), { description: 'Names of the groups an administrator put it into' }),
  },
  { title: 'PlacedComputer' },
);

export const removedComputer = object(identity, { title: 'RemovedComputer' });
