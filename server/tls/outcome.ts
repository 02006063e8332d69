import { messageOf } from '../../platform/errors/index.ts';
import { alertName } from '../../protocol/tls/alerts.ts';
import type { TlsConnection, TlsTreatment } from './treatment.ts';

/** A certificate a client showed; whether it is believed is the server's own affair. */
export interface ClientCertificate {
  /** As `node:crypto` writes it: a line a part, `CN=…`. */
  readonly subject: string;
  readonly fingerprint256: string;
}

/** What both sides agreed on. */
export interface Handshake {
  /** `TLSv1.3` and so on. */
  readonly protocol: string;
  /** By its IANA name, such as `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string;
  readonly alpn?: string;
  readonly isResumed: boolean;
  readonly clientCertificate?: ClientCertificate;
}

/** How the handshake of a connection went. */
export type TlsResult =
  /**
   * It was completed, and the client did not go away without a byte of a request. Told when the first request is
   * there, or at the end.
   */
  | ({ readonly kind: 'completed' } & Handshake)
  /**
   * One side refused. `code` is that of OpenSSL or Node (`ERR_SSL_…`) or of our own error; `alert` is the alert the
   * client sent, such as `unknown_ca`, where it was the client.
   */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly alert?: string }
  | { readonly kind: 'not-tls'; readonly reason: string }
  /**
   * The connection ended early: before there was a whole hello, before the end of the handshake, or after it without
   * one byte of a request. The last two are how clients that send no alert refuse a certificate.
   */
  | { readonly kind: 'gone'; readonly before: 'hello' | 'handshake' | 'request' }
  /** The treatment was no handshake, and it was done. */
  | { readonly kind: 'treated' };

/** What became of one connection. */
export interface TlsOutcome {
  readonly connection: TlsConnection;
  /** Absent where the connection ended before one was chosen. */
  readonly treatment?: TlsTreatment;
  readonly result: TlsResult;
  /** From accepting to the result; of a completed handshake to its end. Real time. */
  readonly milliseconds: number;
}

/** Codes of a connection that is just not there any more. */
const GONE: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', 'ENOTCONN']);

/** What an error of a connection comes to, before the end of its handshake or before its first request. */
export function resultOfError(error: Error, before: 'handshake' | 'request'): TlsResult {
  const code = textOf(error, 'code') ?? error.name;
  if (GONE.has(code)) return { kind: 'gone', before };
  const alert = alertOf(error);
  // The whole message of OpenSSL names addresses and source files.
  const message = textOf(error, 'reason') ?? messageOf(error);
  return { kind: 'failed', code, message, ...(alert !== undefined && { alert }) };
}

/** OpenSSL has an error for each alert received: `sslv3 alert certificate unknown`, with the number behind it. */
function alertOf(error: Error): string | undefined {
  const number = /SSL alert number (\d{1,3})/.exec(error.message)?.[1];
  return number === undefined ? undefined : alertName(Number(number));
}

function textOf(error: Error, key: 'code' | 'reason'): string | undefined {
  const value = (error as Partial<Record<typeof key, unknown>>)[key];
  return typeof value === 'string' ? value : undefined;
}
