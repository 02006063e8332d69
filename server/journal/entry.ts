import type { UnknownElement } from '../../protocol/soap/decode.ts';
import type { CallFlag } from './flags.ts';

/**
 * How it ended. `fault`: a SOAP fault. `refused`: an HTTP status of 400 or more, or a handshake that came to nothing.
 * `aborted`: the peer left before all was sent.
 */
export type Outcome = 'ok' | 'fault' | 'refused' | 'aborted';

/** What TLS agreed on. */
export interface TlsFacts {
  /** `TLSv1.2` or `TLSv1.3`; absent when the handshake did not come so far. */
  readonly version?: string;
  /** Name of the cipher suite as OpenSSL writes it. */
  readonly cipher?: string;
  /** The name the client asked for (SNI). */
  readonly serverName?: string;
  /** SHA-256 of the client's certificate in upper-case hex with colons, where it showed one. */
  readonly clientCertificate?: string;
  /** Versions of TLS the client offered, where it listed them. */
  readonly offers?: readonly string[];
  /** JA4 fingerprint of the ClientHello. */
  readonly ja4?: string;
}

/** The connection something came over. */
export interface ConnectionFacts {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localPort: number;
  readonly tls?: TlsFacts;
}

/** The HTTP request. */
export interface RequestFacts {
  readonly method: string;
  /** Path and query as they were sent, a tenant's prefix included. */
  readonly url: string;
  readonly host: string;
  readonly httpVersion: string;
  /** Names and values in the order and spelling they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes of the body, content coding taken off. */
  readonly bytes: number;
}

/** The HTTP answer. */
export interface ResponseFacts {
  readonly status: number;
  /** Bytes of the body that were handed to the connection, in their content coding. */
  readonly bytes: number;
}

/** A fault that was injected on purpose. */
export interface Injection {
  /** Id of the rule. */
  readonly rule: string;
  readonly layer: 'tls' | 'http' | 'soap' | 'content';
  /** What it did, in a few words. */
  readonly act: string;
  /** Which of the requests the rule matched this was, from 1. */
  readonly nth: number;
  /** What was drawn, 0 up to 1, for a rule with a probability. */
  readonly dice?: number;
}

interface Arrived {
  /** Counts everything that arrived for the tenant, from 1. */
  readonly sequence: number;
  readonly tenant: string;
  /** No tenant was named: the default one answered, though there are others. */
  readonly isUnassigned?: true;
  /** Milliseconds since the epoch by the tenant's clock. */
  readonly at: number;
  /** The same by the clock of the machine. */
  readonly wallAt: number;
  /** Milliseconds of real time it took. */
  readonly milliseconds: number;
  readonly outcome: Outcome;
  readonly connection?: ConnectionFacts;
  readonly injected?: readonly Injection[];
}

interface ArrivedByHttp extends Arrived {
  readonly request?: RequestFacts;
  readonly response?: ResponseFacts;
  /** The computer it can be told to be of: by its cookie, or by what it says of itself where it has none yet. */
  readonly computerId?: string | undefined;
}

/** A call of a web service. What is not kept in plain text is worked out when it is asked for. */
export interface CallEntry extends ArrivedByHttp {
  readonly kind: 'call';
  readonly service: string;
  /** Empty where the body named none. */
  readonly operation: string;
  readonly soapVersion: '1.1' | '1.2';
  /** The request as its contract reads it; undefined when it could not be read. */
  readonly parameters?: unknown;
  /** What the request held beyond its contract, as it stood. */
  readonly unknown: readonly UnknownElement[];
  /** The reply as its contract reads it; absent for a fault and for one too large to be kept. */
  readonly result?: unknown;
  /** Code and message of the fault it was answered with. */
  readonly fault?: { readonly code: string; readonly message: string };
  /** The messages as they were, UTF-8: the request body, and the reply unless it was too large to be kept. */
  readonly bodies: { readonly request: Buffer; readonly reply?: Buffer };
  /** What it has that no honest client sends. */
  readonly flags: readonly CallFlag[];
}

/** A request for an update file. */
export interface ContentEntry extends ArrivedByHttp {
  readonly kind: 'content';
  readonly file: {
    /** Upper-case hex; absent for a path that names no file. */
    readonly sha1?: string;
    /** As the update document calls it, where the catalogue knows the file. */
    readonly name?: string;
    /** The updates the file belongs to, as `UpdateID/revision number`. */
    readonly updates: readonly string[];
  };
  /** Bytes asked for, both ends included, as far as they are in the file. */
  readonly range?: { readonly first: number; readonly last: number };
  /** The calls that led here: see `leadingCalls`. */
  readonly ledBy: readonly number[];
}

/** Any other HTTP request: a WSDL, a revocation list, self-update, a path that is not here. */
export interface HttpEntry extends ArrivedByHttp {
  readonly kind: 'http';
}

/** A TLS handshake, completed or not. */
export interface TlsEntry extends Arrived {
  readonly kind: 'tls';
  /** Why it came to nothing, where it did. */
  readonly failure?: {
    /** Code of Node or OpenSSL, or `NOT_TLS`, `GONE`, `TREATED`. */
    readonly code: string;
    readonly message: string;
    /** The alert the client refused with, such as `unknown ca`. */
    readonly alert?: string;
  };
}

/** One thing that arrived. */
export type JournalEntry = CallEntry | ContentEntry | HttpEntry | TlsEntry;
