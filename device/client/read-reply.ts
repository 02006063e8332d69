import type { Buffer } from 'node:buffer';
import { messageOf } from '../../platform/errors/index.ts';
import { unpackXpressBlocks } from '../../protocol/codecs/xpress-blocks.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';
import type { Operation, ServiceContract } from '../../protocol/soap/contract.ts';
import { decodeResponse, type MessageLimits } from '../../protocol/soap/envelope.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { ReceivedFault } from '../../protocol/soap/fault-reader.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import { DeviceFailure } from '../failure.ts';
import { BusyFailure } from '../transport/busy-failure.ts';
import type { DeviceReply } from '../transport/http.ts';
import { httpStatusFailure } from '../transport/status-code.ts';
import { ServerFault } from './server-fault.ts';

/** Most bytes of a reply over the wire, and unpacked: a page of a real server may have 51 MB (online service facts §8.3). */
export const MOST_REPLY_BYTES = 64 * 1024 * 1024;
const MOST_PLAIN_BYTES = 128 * 1024 * 1024;
/** A page of 200 revisions has some 3,000 elements. */
const REPLY_LIMITS: MessageLimits = { depth: 64, elements: 2_000_000, attributes: 64, arrayItems: 200_000 };
/** Characters of a page that is no SOAP which a reason repeats. */
const SHOWN = 80;

/**
 * The answer in a reply. Throws the ServerFault of the server, and DeviceFailure for all that is no answer: the status where
 * one says why, WU_E_PT_SOAPCLIENT_PARSE for what is no XML, WU_E_PT_INVALID_FORMAT for what breaks the contract
 * (online service facts §5.4).
 */
export function readReply<O extends Operation>(
  reply: DeviceReply,
  service: ServiceContract,
  operation: O,
): TypeOf<O['response']> {
  const { status, headers } = reply;
  const isSoap = /^\s*(text\/xml|application\/soap\+xml)\b/i.test(headers['content-type'] ?? '');
  if (!isSoap || (status !== 200 && status !== 500)) throw noSoap(reply, operation.name);
  const body = plainBody(reply);
  try {
    return decodeResponse(body, service, operation, REPLY_LIMITS);
  } catch (error) {
    if (error instanceof ReceivedFault) throw new ServerFault(operation.name, error);
    if (status !== 200) throw noSoap(reply, operation.name);
    throw unreadable(operation.name, error);
  }
}

function noSoap({ status, headers, body }: DeviceReply, operation: string): DeviceFailure {
  if (status === 503 && headers['retry-after'] !== undefined) {
    const reason = `the server sheds load: it answered HTTP 503 to ${operation}`;
    return new BusyFailure('WU_E_PT_LOAD_SHEDDING', reason, headers['retry-after']);
  }
  const text = body
    .toString('utf8', 0, SHOWN * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, SHOWN);
  const reason = `the server answered HTTP ${status} to ${operation} with no SOAP but ${JSON.stringify(text)}`;
  return new DeviceFailure(status === 200 ? 'WU_E_PT_SOAPCLIENT_PARSE' : httpStatusFailure(status), {
    reason,
  });
}

function plainBody({ headers, body }: DeviceReply): Buffer {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return body;
  if (coding !== 'xpress') {
    const reason = `the server sent the content coding ${JSON.stringify(coding.slice(0, SHOWN))}, which was not offered`;
    throw new DeviceFailure('WU_E_PT_INVALID_FORMAT', { reason });
  }
  try {
    return unpackXpressBlocks(body, MOST_PLAIN_BYTES);
  } catch (error) {
    throw new DeviceFailure('WU_E_PT_SOAPCLIENT_PARSE', { reason: messageOf(error) }, error);
  }
}

function unreadable(operation: string, error: unknown): DeviceFailure {
  const text = messageOf(error);
  const isNoXml = error instanceof SoapFault && error.detail.startsWith('the message is refused');
  const code: HresultName = isNoXml ? 'WU_E_PT_SOAPCLIENT_PARSE' : 'WU_E_PT_INVALID_FORMAT';
  return new DeviceFailure(code, { reason: `the answer to ${operation} cannot be read: ${text}` }, error);
}
