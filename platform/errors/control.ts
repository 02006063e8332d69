import type { ErrorTable } from './table.ts';

/** Errors of the control API. */
export const controlErrors = {
  CONTROL_INPUT: { message: '{path}: {problem}', repair: '{repair}' },
  CONTROL_BODY_SYNTAX: {
    message: 'the body of the request is not JSON: {problem}',
    repair: 'Send JSON in UTF-8.',
  },
  CONTROL_BODY_TOO_LARGE: {
    message: 'the body of the request passes the limit of {limit}',
    repair: 'Send less at once; a large seed is imported from a file, by `mock-wu seed`.',
  },
  CONTROL_CONTENT_TYPE: {
    message: 'the control API cannot read a body of the type {type}',
    repair: 'Send JSON, with the header content-type: application/json.',
  },
  CONTROL_PATH_UNKNOWN: { message: 'the control API has nothing at {path}', repair: '{repair}' },
  CONTROL_METHOD_UNKNOWN: { message: '{path} does not take {method}', repair: 'Use {known}.' },
  CONTROL_EVENT_UNKNOWN: {
    message: 'there is no event {sequence}',
    repair: 'Take the sequence from the list of events; the oldest ones are dropped when there are too many.',
  },
  CONTROL_HOST_REFUSED: {
    message: 'the control API is not served as "{host}"',
    repair: 'Ask localhost or an IP address, or start the double with this name (serve --name).',
  },
  CONTROL_ORIGIN_REFUSED: {
    message: 'a page of {origin} may not use the control API',
    repair: 'Call it from a program, or from a page that comes from the same address.',
  },
  CONTROL_TOKEN_MISSING: {
    message: 'the control API wants a token',
    repair:
      'Send the header authorization: Bearer TOKEN; it was given to the double, or lies in the file its log names.',
  },
  CONTROL_TOKEN_WRONG: {
    message: 'the token sent is not that of this double',
    repair: 'Send the token the double was given, or the one in the file its log names.',
  },
  CONTROL_TOKEN_UNFIT: {
    message: 'the control token cannot be used: {reason}',
    repair:
      'Give 16 to 256 letters, digits and characters of -._~+/ in one line, or leave the option out: then one is made.',
  },
  CONTROL_LOCAL_ONLY: {
    message: 'files of this machine can be named only where nobody else reaches the control API',
    repair: 'Send a seed as text, or call from a double whose control API is on loopback.',
  },
  CONTROL_FAILED: { message: 'the server failed', repair: 'See the log of the double for the reason.' },
} as const satisfies ErrorTable;
