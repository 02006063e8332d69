import type { ErrorTable } from './table.ts';

/** Errors of tenants and their snapshots. */
export const tenantErrors = {
  TENANT_UNKNOWN: {
    message: 'there is no tenant "{name}"',
    repair: 'Create it first, or name one of: {known}.',
  },
  TENANT_NAME_TAKEN: {
    message: 'there is a tenant "{name}" already',
    repair: 'Choose another name, or remove that one.',
  },
  TENANT_NAME_INVALID: {
    message: 'a tenant cannot be called "{name}"',
    repair: 'Use 1 to 64 letters, digits, dots, hyphens and underscores: the name stands in paths.',
  },
  TENANT_LIMIT: {
    message: 'there are {limit} tenants already',
    repair: 'Remove some, or start another double.',
  },
  TENANT_DEFAULT: {
    message: 'the default tenant cannot be removed',
    repair: 'Close the double instead.',
  },
  SNAPSHOT_UNKNOWN: {
    message: 'there is no snapshot "{name}"',
    repair: 'Take one first, or name one of: {known}.',
  },
  SNAPSHOT_LIMIT: {
    message: 'there are {limit} snapshots already',
    repair: 'Remove some, or take the next one under a name there is: it takes its place.',
  },
  SCENARIO_STEP: {
    message: 'the document of update {update} has no text "{text}"',
    repair: 'Correct the scenario: a step replaces texts that are there.',
  },
  STAGE_UNKNOWN: {
    message: 'no scenario is played on a tenant "{tenant}"',
    repair: 'Open a stage first; it tells the name of its tenant.',
  },
  SCENARIO_UNKNOWN: {
    message: 'there is no scenario "{id}"',
    repair: '{repair}',
  },
  RESET_NOT_KEPT: {
    message:
      'this double cannot go back to its start: its catalogue has {bytes} bytes, which were not copied',
    repair:
      'Start it with `resettable: true` (`serve --resettable`), or delete the state folder and start again.',
  },
} as const satisfies ErrorTable;
