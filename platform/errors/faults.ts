import type { ErrorTable } from './table.ts';

/** Errors of fault rules. */
export const faultErrors = {
  FAULT_UNKNOWN: {
    message: 'no fault rule is called "{id}"',
    repair: 'Name one of those in force: {known}.',
  },
  FAULT_ID_TAKEN: {
    message: 'a fault rule called "{id}" is in force already',
    repair: 'Remove it first, or give the new rule another id; without one it is given one.',
  },
  FAULT_LIMIT: {
    message: 'there are {limit} fault rules already',
    repair: 'Remove some: every request is held against every rule.',
  },
  FAULT_HRESULT_UNKNOWN: {
    message: 'nothing is known to raise "{hresult}"',
    repair: '{repair}',
  },
  FAULT_CERTIFICATE_UNKNOWN: {
    message: 'there is no broken certificate "{kind}"',
    repair: '`mock-wu fault list certificates` names them all.',
  },
  FAULT_INVALID: {
    message: 'this is no fault rule: {problem}',
    repair: '{repair}',
  },
} as const satisfies ErrorTable;
