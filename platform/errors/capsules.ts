import type { ErrorTable } from './table.ts';

/** Errors of capsules. */
export const capsuleErrors = {
  CAPSULE_DAMAGED: {
    message: '{file} is no capsule: {reason}',
    repair: 'Save it again with `mock-wu capsule save`, with the same version of the program.',
  },
  CAPSULE_FOLDER_TAKEN: {
    message: 'the folder {folder} is not empty',
    repair: 'Name another one with --state: a capsule is unpacked into a folder of its own.',
  },
  CAPSULE_TOO_LARGE: {
    message: 'the double has {bytes} bytes, and a capsule takes {limit}',
    repair: 'Keep its state folder instead.',
  },
  CAPSULE_UNWRITABLE: {
    message: 'the capsule {file} cannot be written: {reason}',
    repair: 'Name a file in a folder there is, with write access.',
  },
} as const satisfies ErrorTable;
