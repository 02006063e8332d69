import type { ErrorTable } from './table.ts';

/** Errors of `pki`. */
export const pkiErrors = {
  PKI_FILE_UNREADABLE: {
    message: 'The key file {file} cannot be read: {reason}.',
    repair:
      'Give this user read access to it, or delete its folder to make new keys (clients must then trust the new root).',
  },
  PKI_FILE_DAMAGED: {
    message: 'The key file {file} is damaged: {reason}.',
    repair:
      'Restore it from a copy, or delete its folder to make new keys (clients must then trust the new root).',
  },
  PKI_FILE_MISSING: {
    message: 'The key file {file} is missing although {companion} is there.',
    repair:
      'Restore it from a copy, or delete the whole folder to make new keys (clients must then trust the new root).',
  },
  PKI_FILE_MISMATCH: {
    message: 'The file {file} does not belong to {companion}.',
    repair:
      'Restore both from the same copy, or delete their folder to make new keys (clients must then trust the new root).',
  },
  PKI_FOLDER_NEWER: {
    message:
      'The keys in {folder} have layout {found}, written by a newer version; this one knows layout {known}.',
    repair: 'Use the newer version, or another state folder, or delete this one to make new keys.',
  },
  PKI_FOLDER_UNWRITABLE: {
    message: 'The key folder {folder} cannot be written: {reason}.',
    repair: 'Choose a state folder this user may write, and check the free space of its disk.',
  },
  PKI_URL_INVALID: {
    message: 'The public address {url} cannot stand in certificates: {reason}.',
    repair: 'Give an address such as http://localhost:8530, without query, fragment or password.',
  },
  PKI_NAME_INVALID: {
    message: 'The server name {name} is neither a host name nor an IP address.',
    repair: 'Give host names (letters, digits, hyphens, dots; punycode for others) or plain IP addresses.',
  },
  PKI_NAMES_TOO_MANY: {
    message: '{count} server names were given, more than the {limit} one certificate can hold.',
    repair: 'Give the parent domain instead of each name: every name below a given one is permitted too.',
  },
  PKI_NAME_NOT_PERMITTED: {
    message:
      'No certificate is made for the server name {name}: the name constraints of the issuing CA exclude it.',
    repair: 'Add the name, or its parent domain, to the names the server is started with.',
  },
  PKI_SERIAL_UNKNOWN: {
    message: 'The serial number {serial} was not issued by any authority of this folder.',
    repair: 'Take the serial number from the certificate itself, as hexadecimal digits.',
  },
  PKI_REVOCATIONS_TOO_MANY: {
    message: 'The revocation list is full: it holds {limit} certificates.',
    repair: 'Delete the pki folder to start over with new keys (clients must then trust the new root).',
  },
  PKI_CABINET_INVALID: {
    message: 'The cabinet cannot be signed: {reason}.',
    repair: 'Give a whole cabinet file; check it with a cabinet tool such as cabextract --test.',
  },
  PKI_CABINET_UNSUPPORTED: {
    message: 'The cabinet cannot be signed: {reason}.',
    repair: 'Make it a single cabinet without reserved areas of its own.',
  },
} as const satisfies ErrorTable;
