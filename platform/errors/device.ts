import type { ErrorTable } from './table.ts';

/** Errors of `device`: what a simulated device is told that it cannot take. */
export const deviceErrors = {
  REG_FILE_TOO_LARGE: {
    message: 'the registry file {file} has more than {limit} bytes',
    repair: 'Export the keys the device needs alone.',
  },
  REG_FILE_SYNTAX: {
    message: '{file}:{line}: {problem}',
    repair:
      'Write it the way regedit exports it: [KEY], "Name"="text", "Name"=dword:00000001, "Name"=hex(7):…, "Name"=-.',
  },
  DEVICE_STATE_DAMAGED: {
    message: 'the state of the device in {file} cannot be read: {reason}',
    repair: 'Delete the file for a fresh device, or name another one with --state.',
  },
  DEVICE_BUSY: {
    message: 'the process {pid} works with the device in {folder}',
    repair: 'Wait until it has ended, or name another folder with --state.',
  },
  DEVICE_PROFILE_DIFFERS: {
    message: 'the device kept there is a "{kept}" and not the "{given}" that was given',
    repair: 'Name another folder with --state, leave --profile out, or delete the folder for a fresh device.',
  },
  PROFILE_UNKNOWN: { message: 'there is no device profile "{name}"', repair: '{repair}' },
  PROFILE_UNREADABLE: {
    message: 'the device profile {file} cannot be read: {reason}',
    repair: 'Check the path and its permissions; a profile is a .yaml, .yml or .json file, or a ready name.',
  },
  PROFILE_TOO_LARGE: {
    message: 'the device profile {file} passes the limit of {limit}',
    repair: 'Leave out what no rule asks for, or write it as JSON, which may be larger than YAML.',
  },
  PROFILE_SYNTAX: {
    message: 'the device profile {file} is neither YAML 1.2 with plain tags nor JSON: {problem}',
    repair: 'Correct the text at the place named.',
  },
  PROFILE_INVALID: { message: '{where}: {problem}', repair: '{repair}' },
  POLICY_UNREADABLE: {
    message: 'the device policy {file} cannot be read: {reason}',
    repair:
      'Check the path and its permissions; a policy is a .reg file as regedit exports it, YAML or JSON.',
  },
  POLICY_TOO_LARGE: {
    message: 'the device policy {file} passes the limit of {limit}',
    repair: 'Leave out what is no policy of the update client.',
  },
  POLICY_SYNTAX: {
    message: 'the device policy {file} is neither a registry file nor YAML 1.2 with plain tags: {problem}',
    repair: 'Correct the text at the place named.',
  },
  POLICY_INVALID: { message: '{where}: {problem}', repair: '{repair}' },
  DEVICE_SERVER_MISSING: {
    message: 'nobody says which server the devices are to go to',
    repair: 'Name it with --server, or in a policy (WUServer, WUStatusServer, UseWUServer).',
  },
  DEVICE_AUTHORITY_MISSING: {
    message: 'nobody says whose signatures the device is to take',
    repair:
      'Give the root of the update authority with --ca (a double prints it with `mock-wu trust --format pem`), or that of its files alone with --signing-ca.',
  },
  DEVICE_LOG_UNWRITABLE: {
    message: 'the trace {file} cannot be written: {reason}',
    repair: 'Name a file in a folder that is there and may be written to with --log.',
  },
  DEVICE_TRUST_UNREADABLE: {
    message: 'the {what} of the device cannot be read: {reason}',
    repair: 'Check its path and its permissions.',
  },
  DEVICE_TRUST_REFUSED: {
    message: 'the {what} of the device cannot be used: {reason}',
    repair: 'Give certificates in PEM.',
  },
} as const satisfies ErrorTable;
