import { clip } from '../../platform/plain-text.ts';
import { DeviceFailure } from '../failure.ts';
import { BusyFailure } from './busy-failure.ts';
import type { ByteRange } from './content-source.ts';
import type { DeviceReply } from './http.ts';
import { httpStatusFailure } from './status-code.ts';

/** Characters of a header a failure repeats. */
const SHOWN = 100;

/** The head of a reply. */
export type ReplyHead = Pick<DeviceReply, 'status' | 'headers'>;

/**
 * What keeps the body of a reply from being the bytes of `range` of a file of `size` bytes, as far as its head tells;
 * undefined when nothing does. A Windows client takes 206 with the exact range alone (online service facts §7.1); 200
 * is as good where the whole file was asked for. What kind of bytes the reply says they are means nothing: digests
 * tell.
 */
export function rangeReplyTrouble(
  { status, headers }: ReplyHead,
  range: ByteRange,
  size: number,
): DeviceFailure | undefined {
  const isWhole = range.first === 0 && range.last === size - 1;
  if (status === 200 && !isWhole)
    return trouble('DO_E_INSUFFICIENT_RANGE_SUPPORT', `200 for bytes ${textOf(range)} of ${size}`);
  if (status === 416) return trouble('DO_E_INVALID_RANGE', `416 for bytes ${textOf(range)} of ${size}`);
  if (status !== 200 && status !== 206) return statusTrouble({ status, headers });
  return (
    encodingTrouble(headers['content-encoding']) ??
    (status === 206 ? rangeTrouble(headers['content-range'], range, size) : undefined) ??
    lengthTrouble(headers['content-length'], range)
  );
}

function statusTrouble({ status, headers }: ReplyHead): DeviceFailure {
  const code = httpStatusFailure(status);
  const retryAfter = headers['retry-after'];
  const reason = `the server answered ${status}`;
  return retryAfter === undefined ? trouble(code, reason) : new BusyFailure(code, reason, retryAfter);
}

/** No encoding was asked for, and digests are those of the file as it is. */
function encodingTrouble(encoding: string | undefined): DeviceFailure | undefined {
  if (encoding === undefined || /^\s*(identity)?\s*$/i.test(encoding)) return undefined;
  return trouble('ERROR_WINHTTP_INVALID_SERVER_RESPONSE', `the bytes are encoded: ${clip(encoding, SHOWN)}`);
}

function rangeTrouble(header: string | undefined, range: ByteRange, size: number): DeviceFailure | undefined {
  const found = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(header?.trim() ?? '');
  if (!found || Number(found[1]) !== range.first || Number(found[2]) !== range.last)
    return trouble(
      'WU_E_DM_READRANGEFAILED',
      `Content-Range is ${clip(header ?? 'missing', SHOWN)}, not bytes ${textOf(range)}/${size}`,
    );
  if (Number(found[3]) !== size)
    return trouble('DO_E_INVALID_RANGE', `the server's file has ${found[3]} bytes, not ${size}`);
  return undefined;
}

function lengthTrouble(header: string | undefined, range: ByteRange): DeviceFailure | undefined {
  const length = range.last - range.first + 1;
  if (header === undefined || Number(header) === length) return undefined;
  return trouble('WU_E_DM_READRANGEFAILED', `Content-Length is ${clip(header, SHOWN)}, not ${length}`);
}

function trouble(code: DeviceFailure['code'], reason: string): DeviceFailure {
  return new DeviceFailure(code, { reason });
}

function textOf({ first, last }: ByteRange): string {
  return `${first}-${last}`;
}
