import type { Clock } from '../platform/clock.ts';
import type { Randomness } from '../platform/randomness.ts';
import type { SignerName } from '../protocol/authenticode/broken-signers.ts';
import type { AuthorityId, CredentialId, PublisherId } from './credential.ts';
import type { GalleryAuthorityId } from './gallery/authority-ids.ts';
import type { BrokenKind } from './gallery/broken-kinds.ts';
import type { BrokenServer } from './gallery/gallery.ts';
import type { Revocation, RevocationReason } from './revocations.ts';
import type { CertificateSummary } from './summary.ts';

/** How a pki folder is opened. */
export interface PkiOptions {
  /** Made (mode 0700) when it does not exist. */
  readonly folder: string;
  readonly clock: Clock;
  /**
   * The moments, in milliseconds since the epoch, that all other clocks of this process show now, where it has more than
   * `clock`: revocation lists and status answers then hold at each of them.
   */
  readonly clocks?: () => readonly number[];
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

/** What is served about the authorities of the gallery. Undefined for one that was never needed in this folder. */
export interface GalleryFiles {
  certificateDer(id: GalleryAuthorityId): Buffer | undefined;
  crl(id: GalleryAuthorityId): Buffer | undefined;
}

/** The certificate to revoke. */
export type RevocationTarget =
  | { readonly serial: string }
  | { readonly serverName: string }
  | { readonly certificate: Exclude<CredentialId, 'root'> };

/** The keys and certificates of one test double. Only `ServerKeyPair` and `BrokenServer` hold private keys. */
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
  /** For clients that name no server: the machine's own names and loopback. Of `now` the same as below. */
  defaultSecureContext(now?: number): ServerKeyPair;
  /**
   * For a client that asks for `serverName`; undefined when no certificate may be made for it. It is valid at `now`, in
   * milliseconds since the epoch, or by the clock of the folder, and ends with its issuer at the latest (15 years after
   * that was made). Of a moment at which the issuer is not valid nothing could be believed: then it is the certificate of
   * the nearest moment at which it is, and a client whose clock shows the moment refuses both by their dates.
   */
  secureContextFor(serverName: string, now?: number): ServerKeyPair | undefined;
  /**
   * A server whose certificate for `serverName` has the one defect `kind` (see `brokenKinds`), at `now` as above; undefined
   * when no certificate may be made for the name. The same certificate is the same object, and the same bytes in every
   * process on the folder with the same public address. The first use of some kinds makes a key, which takes about
   * 100 ms. Throws PKI_FILE_DAMAGED and PKI_FOLDER_UNWRITABLE for such keys.
   */
  broken(kind: BrokenKind, serverName: string, now?: number): BrokenServer | undefined;
  readonly gallery: GalleryFiles;
  /** The authority's current revocation list, DER; it holds at all moments of `clocks`. */
  crl(id: AuthorityId): Buffer;
  /**
   * Revokes a certificate; it is on disk when this returns. A server certificate stays in use, so that clients
   * can be seen to refuse it. Throws PKI_SERIAL_UNKNOWN, PKI_NAME_NOT_PERMITTED, PKI_REVOCATIONS_TOO_MANY.
   */
  revoke(target: RevocationTarget, reason?: RevocationReason): Revocation;
  /** Every revoked certificate, by issuer from the root down, the earliest first. */
  revocations(): readonly Revocation[];
  /** The DER answer to a DER status request of any quality; it holds at all moments of `clocks`. */
  ocspResponse(request: Uint8Array): Buffer;
  /** Signs a cabinet, see `authenticode/sign-cabinet.ts`; the first use of some broken signers makes a key. */
  signCabinet(bytes: Uint8Array, signer: SignerName): Buffer;
}
