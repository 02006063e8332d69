import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import { MOST_COOKIE_BYTES } from '../cookies/sealer.ts';

/**
 * What a request has that no honest client sends. It is noted and does nothing: cookies are sealed bytes, and there is nothing here
 * that could turn bytes into objects.
 */
export const CALL_FLAGS = ['foreign-cookie', 'oversized-cookie', 'serialized-object-marker'] as const;
export type CallFlag = (typeof CALL_FLAGS)[number];

/** The beginning of what the .NET binary formatter writes ([MS-NRBF] §2.6.1): record 0, root 1, header -1, version 1.0. */
const BINARY_HEADER = Buffer.from('0001000000ffffffff0100000000000000', 'hex');
/** The same where bytes travel: at the beginning of a Base64 text. */
const BINARY_HEADER_BASE64 = BINARY_HEADER.subarray(0, 9).toString('base64');
/** Namespaces the SOAP formatter names in its root element; escaped or not, they are the same text. */
const SOAP_FORMATTER = [
  'http://schemas.microsoft.com/soap/encoding/clr/',
  'http://schemas.microsoft.com/clr/',
];
const MARKERS = [
  BINARY_HEADER,
  ...[BINARY_HEADER_BASE64, ...SOAP_FORMATTER].map((text) => Buffer.from(text)),
];
/** Deepest value that is looked into; contracts are flatter. */
const MOST_DEPTH = 16;

/** What flags are told by. */
export interface FlaggedCall {
  readonly body: Buffer;
  /** The decoded request; undefined when it could not be read. */
  readonly parameters: unknown;
  /** Whose a decoded request is; undefined when nothing in it was sealed here. */
  readonly whose: (value: unknown) => string | undefined;
}

/** The flags of a call, in the order of `CALL_FLAGS`. */
export function flagsOf({ body, parameters, whose }: FlaggedCall): readonly CallFlag[] {
  const cookies = cookiesOf(parameters);
  const found = {
    'foreign-cookie': cookies.some(({ asked }) => whose(asked) === undefined),
    'oversized-cookie': cookies.some(({ bytes }) => bytes.length > MOST_COOKIE_BYTES),
    'serialized-object-marker':
      MARKERS.some((marker) => body.includes(marker)) || hasHeader(parameters, MOST_DEPTH),
  };
  return CALL_FLAGS.filter((flag) => found[flag]);
}

interface SentCookie {
  readonly bytes: Buffer;
  /** A request with nothing but this cookie. */
  readonly asked: object;
}

function cookiesOf(parameters: unknown): readonly SentCookie[] {
  const { cookie, oldCookie, authCookies } = (parameters ?? {}) as {
    readonly cookie?: Cookie;
    readonly oldCookie?: Cookie;
    readonly authCookies?: readonly AuthorizationCookie[];
  };
  const sessions = [cookie, oldCookie].flatMap((one) =>
    one?.EncryptedData === undefined ? [] : [{ bytes: one.EncryptedData, asked: { cookie: one } }],
  );
  const authorizations = (authCookies ?? []).flatMap((one) =>
    one.CookieData === undefined ? [] : [{ bytes: one.CookieData, asked: { authCookies: [one] } }],
  );
  return [...sessions, ...authorizations];
}

/** Whether bytes of the request, Base64 or hexadecimal taken off, hold the header. */
function hasHeader(value: unknown, depth: number): boolean {
  if (Buffer.isBuffer(value)) return value.includes(BINARY_HEADER);
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  return Object.values(value).some((one) => hasHeader(one, depth - 1));
}
