import type { X509Certificate } from 'node:crypto';
import { fail } from '../platform/errors/index.ts';
import { type AuthorityId, type Credential, type CredentialId, createCredential } from './credential.ts';
import type { PkiFolder } from './folder.ts';
import type { HierarchyParts } from './hierarchy-parts.ts';
import { issueProfile, profileExtensions } from './issue-profile.ts';
import { keyFile } from './keys.ts';
import { type Profile, profiles } from './profiles.ts';
import type { Revocations } from './revocations.ts';
import { certificateFile, isDue, readCertificate } from './stored-certificate.ts';

/** The kept certificates by their ids. */
export type Hierarchy = { readonly [Id in CredentialId]: Credential<Id> };

/**
 * A start cut off half-way leaves keys without certificates, which is repaired by issuing them. A certificate
 * without its own or its issuer's key cannot come from that. Throws PKI_FILE_MISSING.
 */
export function requireKeysOfCertificates(folder: PkiFolder): void {
  for (const { id, issuer } of profiles) {
    if (folder.read(certificateFile(id)) === undefined) continue;
    for (const name of [id, issuer ?? id].map(keyFile)) {
      if (folder.read(name) === undefined) {
        const companion = folder.file(certificateFile(id));
        fail('PKI_FILE_MISSING', { file: folder.file(name), companion });
      }
    }
  }
}

/**
 * Every certificate of the hierarchy, read from the folder or issued. One below the root whose addresses,
 * name constraints or dates no longer fit is issued again with the same key; the root never is.
 * Throws PKI_FILE_DAMAGED or PKI_FILE_MISMATCH.
 */
export function openHierarchy(parts: HierarchyParts): Hierarchy {
  const open = new Map<CredentialId, Credential>();
  const authority = (id: AuthorityId) => open.get(id) as Credential<AuthorityId> | undefined;
  for (const profile of profiles) {
    const issuer = profile.issuer === undefined ? undefined : authority(profile.issuer);
    const certificate = openCertificate(parts, profile, issuer);
    open.set(profile.id, createCredential(profile.id, certificate, parts.keys[profile.id], issuer));
  }
  return Object.fromEntries(open) as unknown as Hierarchy;
}

function openCertificate(
  parts: HierarchyParts,
  profile: Profile,
  issuer: Credential | undefined,
): X509Certificate {
  const { folder, clock, revocations } = parts;
  const file = certificateFile(profile.id);
  const extensions = profileExtensions(parts, profile);
  const issue = () => issueProfile(parts, profile, issuer, extensions);
  const pem = folder.read(file) ?? folder.create(file, issue().toString());
  const stored = readCertificate(parts, profile.id, issuer, pem);
  if (issuer === undefined || profile.issuer === undefined) return stored;
  if (!isDue(stored, issuer, extensions, clock.now())) return stored;
  const renewed = issue();
  keepRevoked(revocations, profile.issuer, stored, renewed);
  folder.replace(file, renewed.toString());
  return renewed;
}

// Otherwise a restart on another port would quietly forgive a revoked authority.
function keepRevoked(
  revocations: Revocations,
  issuer: AuthorityId,
  before: X509Certificate,
  after: X509Certificate,
): void {
  const revoked = revocations.find(issuer, before.serialNumber);
  if (revoked !== undefined) revocations.add(issuer, after.serialNumber, revoked.reason);
}
