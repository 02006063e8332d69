import type { FastifyReply } from 'fastify';
import { isBusy } from '../../../catalog/view/busy-rest.ts';
import { type ErrorCode, MockWuError, messageOf } from '../../../platform/errors/index.ts';
import type { Logger } from '../../../platform/logger.ts';

/** What a refused call is answered with. */
interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly error: ToldError };
}

/** An error as programs are told of it. */
interface ToldError {
  /** One of docs/errors.md. */
  readonly code: ErrorCode;
  /** The value of the request that is wrong, where one is: `body.groups[0]`, `query.limit`. */
  readonly path?: string;
  readonly message: string;
  readonly repair: string;
}

/** Where the ending of a code does not tell the status. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  CONTROL_TOKEN_MISSING: 401,
  CONTROL_TOKEN_WRONG: 401,
  CONTROL_HOST_REFUSED: 403,
  CONTROL_ORIGIN_REFUSED: 403,
  CONTROL_LOCAL_ONLY: 403,
  CONTROL_METHOD_UNKNOWN: 405,
  CONTROL_BODY_TOO_LARGE: 413,
  CONTROL_CONTENT_TYPE: 415,
  CONTROL_FAILED: 500,
  CATALOG_KEYS_REPLACED: 409,
  CATALOG_REPLICA: 409,
  SYNC_NO_UPSTREAM: 409,
  FAULT_ID_TAKEN: 409,
  FAULT_LIMIT: 409,
  FAULT_HRESULT_UNKNOWN: 400,
  FAULT_CERTIFICATE_UNKNOWN: 400,
  TENANT_NAME_TAKEN: 409,
  TENANT_LIMIT: 409,
  TENANT_DEFAULT: 409,
  SNAPSHOT_LIMIT: 409,
  RESET_NOT_KEPT: 409,
  JOURNAL_OFF: 409,
  JOURNAL_WAIT_TIMED_OUT: 408,
  JOURNAL_EVICTED: 410,
  PORT_TAKEN: 409,
  PKI_REVOCATIONS_TOO_MANY: 409,
  // These are about what was sent, not about what is here.
  CATALOG_IMPORT_REFUSED: 400,
  SYNC_TRUST_REFUSED: 400,
};
const ENDINGS: readonly (readonly [ending: RegExp, status: number])[] = [
  [/_UNKNOWN$/, 404],
  [/_(REFUSED|AMBIGUOUS|RUNNING)$/, 409],
  [/_BUSY$/, 503],
];
/** Trouble of the double itself: its texts name files, which are for its log. */
const OWN_TROUBLE = /^(CATALOG_UNREADABLE|CATALOG_TOO_NEW|STATE_|PKI_FILE_|PKI_FOLDER_|CONTENT_)/;
const RETRY_SECONDS = '1';

/** The answer to whatever was thrown. Nothing but errors of the catalogue is told; the rest goes to the log. */
function errorAnswer(thrown: unknown, logger: Logger): ErrorAnswer {
  const error = asToldError(thrown);
  if (error === undefined) {
    logger.error(`the control API failed: ${messageOf(thrown)}`);
    return answer(new MockWuError('CONTROL_FAILED'));
  }
  return answer(error);
}

/** Sends that answer. */
export function sendError(thrown: unknown, reply: FastifyReply, logger: Logger): FastifyReply {
  const { status, headers, body } = errorAnswer(thrown, logger);
  return reply
    .code(status)
    .headers(headers)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

function asToldError(thrown: unknown): MockWuError | undefined {
  if (isBusy(thrown)) return new MockWuError('CATALOG_BUSY', { file: 'of this double' });
  if (thrown instanceof MockWuError) return OWN_TROUBLE.test(thrown.code) ? undefined : thrown;
  return frameworkError(thrown);
}

/** What Fastify refuses by itself, by the prefix of its code. */
function frameworkError(thrown: unknown): MockWuError | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('statusCode' in thrown)) return undefined;
  const { code, statusCode } = thrown;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new MockWuError('CONTROL_BODY_TOO_LARGE', { limit: 'this operation' }, thrown);
  if (code === 'FST_ERR_BAD_URL')
    return input('path', 'it is not percent-encoded as it should be', 'Encode the names in it.');
  const isClients = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return isClients ? input('request', messageOf(thrown), 'Send it as HTTP has it.') : undefined;
}

function input(path: string, problem: string, repair: string): MockWuError {
  return new MockWuError('CONTROL_INPUT', { path, problem, repair });
}

function answer({ code, message, repair, details }: MockWuError): ErrorAnswer {
  const status = STATUSES[code] ?? ENDINGS.find(([ending]) => ending.test(code))?.[1] ?? 400;
  const path = code === 'CONTROL_INPUT' ? { path: String(details.path) } : {};
  return { status, headers: headersOf(status, details), body: { error: { code, ...path, message, repair } } };
}

function headersOf(status: number, details: MockWuError['details']): ErrorAnswer['headers'] {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="mock-windows-update"' };
  if (status === 405) return { allow: String(details.known) };
  return status === 503 ? { 'retry-after': RETRY_SECONDS } : {};
}
