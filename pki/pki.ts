import type { Clock } from '../platform/clock.ts';
import type { Randomness } from '../platform/randomness.ts';
import type { AuthorityId, CredentialId, PublisherId } from './credential.ts';
import type { Revocation, RevocationReason } from './revocations.ts';
import type { CertificateSummary } from './summary.ts';

/** How a pki folder is opened. */
export interface PkiOptions {
  /** Made (mode 0700) when it does not exist. */
  readonly folder: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** The plain-HTTP address clients reach this server by, such as `http://localhost:8530`. */
  readonly publicHttpUrl: string;
  /** Names and addresses to permit besides the machine's own, reserved and Windows Update names. */
  readonly names?: readonly string[];
}

/** Key and certificate chain in PEM, as `tls.createSecureContext` takes them. One object a certificate. */
export interface ServerKeyPair {
  readonly key: string;
  readonly cert: string;
}

/** The certificate to revoke. */
export type RevocationTarget =
  | { readonly serial: string }
  | { readonly serverName: string }
  | { readonly certificate: Exclude<CredentialId, 'root'> };

/** The keys and certificates of one test double. Nothing it returns holds a private key but `ServerKeyPair`. */
export interface Pki {
  readonly rootPem: string;
  /** SHA-256 of the root's DER form, lower-case hexadecimal. */
  readonly rootSha256: string;
  /** The authorities, top down. */
  readonly authorities: readonly CertificateSummary<AuthorityId>[];
  readonly publishers: readonly CertificateSummary<PublisherId>[];
  /** The certificate and its issuers below the root, in PEM; of the root, the root. */
  chainPem(id: CredentialId): string;
  certificateDer(id: CredentialId): Buffer;
  /** For clients that name no server: the machine's own names and loopback. */
  defaultSecureContext(): ServerKeyPair;
  /** For a client that asks for `serverName`; undefined when no certificate may be made for it. */
  secureContextFor(serverName: string): ServerKeyPair | undefined;
  /** The authority's current revocation list, DER. */
  crl(id: AuthorityId): Buffer;
  /**
   * Revokes a certificate; it is on disk when this returns. A server certificate stays in use, so that clients
   * can be seen to refuse it. Throws PKI_SERIAL_UNKNOWN, PKI_NAME_NOT_PERMITTED, PKI_REVOCATIONS_TOO_MANY.
   */
  revoke(target: RevocationTarget, reason?: RevocationReason): Revocation;
  /** Every revoked certificate, by issuer from the root down, the earliest first. */
  revocations(): readonly Revocation[];
  /** The DER answer to a DER status request of any quality. */
  ocspResponse(request: Uint8Array): Buffer;
  /** Signs a cabinet, see `authenticode/sign-cabinet.ts`. */
  signCabinet(bytes: Uint8Array, signer: 'a' | 'b'): Buffer;
}
