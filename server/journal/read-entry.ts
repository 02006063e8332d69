import { once } from '../../platform/once.ts';
import { type DecodedRequest, decodeRequest, decodeResponse } from '../../protocol/soap/envelope.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { CallEntry, ContentEntry, HttpEntry, JournalEntry, RequestFacts, TlsEntry } from './entry.ts';
import { flagsOf } from './flags.ts';
import type { KnownUpdates } from './known-updates.ts';
import type { NotedArrival, NotedCall, NotedHttp, NotedRequest, NotedTls } from './noted.ts';
import { readConnection } from './read-connection.ts';

/** What turning an arrival into an entry takes. */
export interface ReadingPorts {
  readonly tenant: string;
  readonly known: KnownUpdates;
  /** Whose a decoded request is. */
  readonly whose: (value: unknown) => string | undefined;
  /** Numbers of the calls that led to a request for a file. */
  readonly ledBy: (sha1: string, sequence: number, address: string) => readonly number[];
}

/** The entry of an arrival. Its messages are taken apart once, when the first of their parts is asked for. */
export function readEntry(noted: NotedArrival, sequence: number, ports: ReadingPorts): JournalEntry {
  if (noted.kind === 'call') return callEntry(noted, sequence, ports);
  return noted.kind === 'tls' ? tlsEntry(noted, sequence, ports) : httpEntry(noted, sequence, ports);
}

function arrived(noted: NotedArrival, sequence: number, { tenant }: ReadingPorts) {
  const { at, wallAt, milliseconds, injected } = noted;
  return {
    ...{ sequence, tenant, at, wallAt, milliseconds },
    ...(noted.isUnassigned && { isUnassigned: true as const }),
    ...(injected.length > 0 && { injected }),
  };
}

function tlsEntry(noted: NotedTls, sequence: number, ports: ReadingPorts): TlsEntry {
  const { connection, outcome, failure } = noted;
  return {
    kind: 'tls',
    ...arrived(noted, sequence, ports),
    outcome,
    connection: readConnection(connection),
    ...(failure && { failure }),
  };
}

function httpEntry(noted: NotedHttp, sequence: number, ports: ReadingPorts): ContentEntry | HttpEntry {
  const { request, requestBytes, status, responseBytes, outcome, sha1, range } = noted;
  const common = {
    ...arrived(noted, sequence, ports),
    outcome,
    connection: readConnection(request.connection),
    request: requestFacts(request, requestBytes),
    response: { status, bytes: responseBytes },
  };
  if (noted.kind === 'http') return { kind: 'http', ...common };
  const updates = once(() => (sha1 === undefined ? [] : ports.known.ofFile(sha1)));
  const calls = once(() =>
    sha1 === undefined ? [] : ports.ledBy(sha1, sequence, request.connection.remoteAddress),
  );
  const name = sha1 === undefined ? undefined : ports.known.fileName(sha1);
  return {
    kind: 'content',
    ...common,
    file: {
      ...(sha1 !== undefined && { sha1 }),
      ...(name !== undefined && { name }),
      get updates() {
        return updates();
      },
    },
    ...(range && { range }),
    get ledBy() {
      return calls();
    },
  };
}

function callEntry(noted: NotedCall, sequence: number, ports: ReadingPorts): CallEntry {
  const { request, contract, version, operation, body, status, responseBytes, fault } = noted;
  const decoded = once(() => decodedRequest(noted));
  const result = once(() => decodedReply(noted));
  const whose = once(() => ports.whose(decoded()?.value));
  const flags = once(() => flagsOf({ body, parameters: decoded()?.value, whose: ports.whose }));
  const reply = once(() => noted.reply && Buffer.concat(noted.reply));
  return {
    kind: 'call',
    ...arrived(noted, sequence, ports),
    outcome: noted.ended ?? (fault === undefined ? 'ok' : 'fault'),
    service: contract.name,
    operation,
    soapVersion: version.name,
    ...(request && {
      connection: readConnection(request.connection),
      request: requestFacts(request, body.length),
    }),
    response: { status, bytes: responseBytes },
    ...(fault && { fault }),
    get computerId() {
      return whose();
    },
    get parameters() {
      return decoded()?.value;
    },
    get unknown() {
      return decoded()?.unknown ?? [];
    },
    get result() {
      return result();
    },
    get bodies() {
      const whole = reply();
      return { request: body, ...(whole && { reply: whole }) };
    },
    get flags() {
      return flags();
    },
  };
}

function decodedRequest({ body, contract, limits, version }: NotedCall): DecodedRequest | undefined {
  try {
    return decodeRequest(body, contract, limits, version);
  } catch (error) {
    if (error instanceof SoapFault) return undefined;
    throw error;
  }
}

function decodedReply({ reply, fault, contract, operation, limits, version }: NotedCall): unknown {
  const declared = contract.operations[operation];
  if (reply === undefined || fault !== undefined || declared === undefined) return undefined;
  try {
    return decodeResponse(Buffer.concat(reply), contract, declared, limits, version);
  } catch (error) {
    // A reply that was damaged on purpose.
    if (error instanceof SoapFault) return undefined;
    throw error;
  }
}

function requestFacts(request: NotedRequest, bytes: number): RequestFacts {
  const { method, url, host, httpVersion, rawHeaders } = request;
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return { method, url, host, httpVersion, headers, bytes };
}
