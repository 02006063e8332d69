import type { ErrorTable } from './table.ts';

/** Errors of `catalog`. */
export const catalogErrors = {
  CATALOG_UNREADABLE: {
    message: 'the catalogue {file} cannot be opened: {reason}',
    repair: 'Delete the state folder for a fresh start, or name another one with --state.',
  },
  CATALOG_BUSY: {
    message: 'another process is writing to the catalogue {file}',
    repair: 'Try again when its import is done.',
  },
  CATALOG_KEYS_REPLACED: {
    message: 'the files of this catalogue were signed with other keys than the state folder has now',
    repair: 'Delete the whole state folder for a fresh start, or put its pki folder back.',
  },
  CATALOG_TOO_NEW: {
    message: 'the catalogue {file} was written by a newer version (schema {found}, this one knows {known})',
    repair: 'Update mock-windows-update, or name another state folder with --state.',
  },
  CATALOG_IMPORT_REFUSED: {
    message: '{source}: revision {revision}: {reason}',
    repair: 'Correct or remove that document; nothing of this import was kept.',
  },
  CATALOG_BUNDLE_UNRESOLVED: {
    message:
      '{source}: revision {revision} bundles {bundled}, which is neither in the catalogue nor in this import',
    repair:
      'Add the bundled revision to the same import, or import it first; nothing of this import was kept.',
  },
  CATALOG_UPDATE_UNKNOWN: {
    message: 'the catalogue has no update {updateId}',
    repair: 'Look up its UpdateID with `mock-wu update list`, or import it first.',
  },
  CATALOG_UPDATE_NAME_UNKNOWN: {
    message: 'no update is called "{name}"',
    repair: '{repair}',
  },
  CATALOG_UPDATE_AMBIGUOUS: {
    message: '"{name}" stands for {count} updates',
    repair: 'Give the UpdateID of one of them: {candidates}.',
  },
  CATALOG_CATEGORY_UNKNOWN: {
    message: 'there is no {kind} "{name}"',
    repair: '{repair}',
  },
  CATALOG_GROUP_UNKNOWN: {
    message: 'there is no target group "{group}"',
    repair: 'Create the group first, or name one of: {known}.',
  },
  CATALOG_GROUP_REFUSED: {
    message: 'the target group "{group}" cannot be changed so: {reason}',
    repair: 'Choose another name or group; `mock-wu group list` shows them all.',
  },
  CATALOG_SERVER_UNKNOWN: {
    message: 'there is no downstream server "{server}"',
    repair: 'Give its ServerID or its name; `mock-wu downstream list` shows them all.',
  },
  CATALOG_SERVER_AMBIGUOUS: {
    message: '{count} downstream servers are called "{server}"',
    repair: 'Give the ServerID of one of them: {candidates}.',
  },
  CATALOG_COMPUTER_UNKNOWN: {
    message: 'there is no computer "{computer}"',
    repair: 'Give its id or DNS name; `mock-wu computer list` shows them all.',
  },
  CATALOG_RULE_UNKNOWN: {
    message: 'there is no approval rule "{rule}"',
    repair: 'Name one of: {known}.',
  },
  CATALOG_RULE_REFUSED: {
    message: 'the approval rule "{rule}" cannot be changed so: {reason}',
    repair: 'Correct the rule; `mock-wu rule list` shows them all.',
  },
  CONFIGURATION_INVALID: {
    message: 'the configuration is not right: {problem}',
    repair:
      '`mock-wu config show` lists every name with its value; `mock-wu config set NAME=VALUE` changes one.',
  },
  CATALOG_APPROVAL_REFUSED: {
    message: 'update {updateId} cannot be approved for {action}: {reason}',
    repair: 'Approve a published revision, or choose another action.',
  },
  CATALOG_IMPORT_SOURCE: {
    message: '{source} cannot be imported: {reason}',
    repair:
      'Name a seed file (.yaml, .json), a folder of update documents, a wsusutil export (.cab) or "demo".',
  },
  CONTENT_NAME: {
    message: 'no content file can be called "{name}"',
    repair: 'Give a SHA-1 of 40 hex digits and an extension of letters and digits.',
  },
} as const satisfies ErrorTable;
