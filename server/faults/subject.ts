/** What a fault rule is asked about: a handshake, or a request as far as it is understood. */
export type Subject = TlsSubject | HttpSubject;

/** A handshake, before it is answered. */
export interface TlsSubject {
  readonly kind: 'tls';
  readonly address: string;
  /** The server name asked for, in lower case. */
  readonly host: string | undefined;
}

/** A request. */
export interface HttpSubject {
  readonly kind: 'call' | 'content' | 'http';
  readonly address: string;
  /** Without port, in lower case. */
  readonly host: string;
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly service?: string;
  readonly operation?: string;
  /** Upper-case SHA-1 of the file asked for. */
  readonly sha1?: string;
  /** Whose it is; asked for only where a rule wants to know. */
  readonly client: () => string | undefined;
  /** UpdateIDs it is about; asked for only where a rule wants to know. */
  readonly updates: () => readonly string[];
}
