import type { ServiceContract } from '../../protocol/soap/contract.ts';
import type { MessageLimits } from '../../protocol/soap/envelope.ts';
import type { SoapVersion } from '../../protocol/soap/version.ts';
import type { ClientHello } from '../../protocol/tls/client-hello.ts';
import type { Injection, Outcome, TlsEntry } from './entry.ts';

/** A connection as it stood. */
export interface NotedConnection {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localPort: number;
  readonly tls?: {
    readonly hello: ClientHello | undefined;
    /** What was agreed on; absent when the handshake did not come so far. */
    readonly agreed: NotedHandshake | undefined;
  };
}

/** What a handshake agreed on. */
export interface NotedHandshake {
  readonly version: string;
  readonly cipher: string;
  /** SHA-256 of the client's certificate. */
  readonly clientCertificate?: string | undefined;
  /** Where there is no hello to read it from. */
  readonly serverName?: string | undefined;
}

/** A request as it stood: kept by reference, taken apart when somebody reads the journal. */
export interface NotedRequest {
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly httpVersion: string;
  /** Names and values in turn, as Node gives them. */
  readonly rawHeaders: readonly string[];
  readonly connection: NotedConnection;
}

interface Noted {
  /** Milliseconds since the epoch by the tenant's clock, and by the machine's. */
  readonly at: number;
  readonly wallAt: number;
  readonly milliseconds: number;
  readonly isUnassigned: boolean;
  readonly injected: readonly Injection[];
}

/** A call of a service. */
export interface NotedCall extends Noted {
  readonly kind: 'call';
  readonly request: NotedRequest | undefined;
  readonly contract: ServiceContract;
  readonly limits: MessageLimits | undefined;
  readonly version: SoapVersion;
  readonly operation: string;
  readonly body: Buffer;
  readonly status: number;
  /** The reply in pieces; undefined when it is too large to be kept. */
  readonly reply: readonly Buffer[] | undefined;
  readonly responseBytes: number;
  readonly fault: { readonly code: string; readonly message: string } | undefined;
  /** How it ended where a rule took the place of the answer on its way; else the fault and the status tell. */
  readonly ended: Outcome | undefined;
}

/** A request for a file, or any other. */
export interface NotedHttp extends Noted {
  readonly kind: 'content' | 'http';
  readonly request: NotedRequest;
  readonly requestBytes: number;
  readonly status: number;
  readonly responseBytes: number;
  readonly outcome: Outcome;
  /** Of a request for a file: its digest in upper-case hex and the bytes asked for. */
  readonly sha1?: string;
  readonly range?: { readonly first: number; readonly last: number };
}

/** A TLS handshake. */
export interface NotedTls extends Noted {
  readonly kind: 'tls';
  readonly connection: NotedConnection;
  readonly outcome: Outcome;
  readonly failure: TlsEntry['failure'];
}

/** One thing that arrived, as it is kept. */
export type NotedArrival = NotedCall | NotedHttp | NotedTls;

/** What an arrival weighs beside its bodies: objects, headers, strings. */
const FIXED_BYTES = 2_048;

/** About how much memory an arrival keeps. */
export function weightOf(noted: NotedArrival): number {
  if (noted.kind !== 'call') return FIXED_BYTES;
  return FIXED_BYTES + noted.body.length + (noted.reply === undefined ? 0 : noted.responseBytes);
}
