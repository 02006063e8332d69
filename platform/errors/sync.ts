import type { ErrorTable } from './table.ts';

/** Errors of `catalog/sync`. */
export const syncErrors = {
  SYNC_URL_REFUSED: {
    message: 'the address {url} cannot be used: {reason}',
    repair: 'Give an http:// or https:// address without user name and password.',
  },
  SYNC_TRUST_REFUSED: {
    message: 'the {option} given cannot be used: {reason}',
    repair:
      'Give certificates in PEM as CA, and a pin as SHA-256 in hexadecimal (with or without colons) or base64.',
  },
  SYNC_UNREACHABLE: {
    message: '{url} cannot be reached: {reason}',
    repair:
      'Check the address, that the server runs, and that no firewall or proxy is in between; try again.',
  },
  SYNC_REPLY_TOO_LARGE: {
    message: '{url} answered with more than {bytes} bytes',
    repair: 'Check that the address is that of an update server; its replies are smaller.',
  },
  SYNC_TLS_REFUSED: {
    message: 'the TLS connection to {host} is refused ({check}): {reason}',
    repair: '{repair}',
  },
} as const satisfies ErrorTable;
