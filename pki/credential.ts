import type { KeyObject, X509Certificate } from 'node:crypto';
import { once } from '../platform/once.ts';
import { subjectOf } from './certificate.ts';
import { type CertificateFields, fieldsOf } from './certificate-fields.ts';
import type { DistinguishedName } from './distinguished-name.ts';
import { keyIdentifier } from './extensions/key-identifiers.ts';
import { type GalleryAuthorityId, galleryAuthorityIds } from './gallery/authority-ids.ts';

/** The certificate authorities, top down: a root, a TLS branch, and a code-signing branch with two issuers. */
export const authorityIds = ['root', 'tls', 'code', 'code-a', 'code-b'] as const;
export type AuthorityId = (typeof authorityIds)[number];

/** The publishers that sign files, one under each issuer of the code-signing branch. */
export const publisherIds = ['publisher-a', 'publisher-b'] as const;
export type PublisherId = (typeof publisherIds)[number];

export type CredentialId = AuthorityId | PublisherId;

/** All that may issue: the authorities, and those of the gallery of broken certificates. */
export const issuerIds = [...authorityIds, ...galleryAuthorityIds] as const;
export type IssuerId = AuthorityId | GalleryAuthorityId;

/** A certificate with its private key. What takes time to parse is parsed at first use. */
export interface Credential<Id extends CredentialId | IssuerId = CredentialId | IssuerId> {
  readonly id: Id;
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
  /** Undefined for a root. */
  readonly issuer: Credential<IssuerId> | undefined;
  name(): DistinguishedName;
  fields(): CertificateFields;
  keyIdentifier(): Buffer;
}

export function createCredential<Id extends CredentialId | IssuerId>(
  id: Id,
  certificate: X509Certificate,
  key: KeyObject,
  issuer: Credential<IssuerId> | undefined,
): Credential<Id> {
  return {
    id,
    certificate,
    key,
    issuer,
    name: once(() => subjectOf(certificate)),
    fields: once(() => fieldsOf(certificate)),
    keyIdentifier: once(() => keyIdentifier(certificate.publicKey)),
  };
}

/** The certificate of `credential` and its issuers below the root, in PEM; of a root, the root. */
export function pemChain(credential: Credential): string {
  const chain = credential.issuer === undefined ? [credential] : chainOf(credential);
  return chain.map(({ certificate }) => certificate.toString()).join('');
}

/** `credential` and its issuers, the root left out: what a server or a signature sends along. */
export function chainOf(credential: Credential): readonly Credential[] {
  return credential.issuer === undefined ? [] : [credential, ...chainOf(credential.issuer)];
}
