/** What a client says of itself before anything is encrypted, RFC 8446 §4.1.2. Numbers are those of IANA's registries. */
export interface ClientHello {
  /** Version of the first record. It says nothing of what the client can do: most write TLS 1.0 there, §5.1. */
  readonly recordVersion: string;
  /** The version field of the hello, at most TLS 1.2 in clients that know the extension for versions. */
  readonly legacyVersion: string;
  /**
   * What `supported_versions` lists, in the client's order, as `node:tls` calls them and unknown ones as `0x7f1c`;
   * without GREASE. Empty where a client does not send the extension.
   */
  readonly versions: readonly string[];
  /** The host name asked for, spelt as it was sent. */
  readonly serverName?: string;
  /** A server name came that is no plain host name, or is not the only one: it is left out, whatever it was. */
  readonly hasOddServerName: boolean;
  /** Application protocols in the client's order, a character a byte (ISO 8859-1). */
  readonly alpn: readonly string[];
  /** As sent, GREASE (RFC 8701) and signals such as 0x00ff among them; so are the lists below. */
  readonly cipherSuites: readonly number[];
  readonly extensions: readonly number[];
  readonly signatureAlgorithms: readonly number[];
  readonly supportedGroups: readonly number[];
  /** 0 to 32 bytes. */
  readonly sessionIdLength: number;
  /** A key share of ML-KEM or of the Kyber draft, alone or with a curve, is there: such a hello takes two packets. */
  readonly hasPostQuantumShare: boolean;
}

/** Extensions that are read, by their numbers. */
export const EXTENSION = {
  serverName: 0,
  supportedGroups: 10,
  signatureAlgorithms: 13,
  alpn: 16,
  supportedVersions: 43,
  keyShare: 51,
} as const;

/** Values put in to see that servers ignore what they do not know, RFC 8701 §2: 0x0a0a, 0x1a1a … 0xfafa. */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
}
