import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { issueCertificate, type Validity } from '../certificate.ts';
import { validityOf } from '../certificate-fields.ts';
import { type Credential, createCredential, type IssuerId } from '../credential.ts';
import { toDer } from '../der.ts';
import { warningName } from '../distinguished-name.ts';
import type { Extension } from '../extensions/extension.ts';
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../extensions/key-identifiers.ts';
import type { PkiFolder } from '../folder.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { keyFile } from '../keys.ts';
import type { LocationExtensions } from '../locations.ts';
import type { PermittedNames } from '../permitted-names.ts';
import type { Serials } from '../serials.ts';
import { type GalleryAuthorityId, galleryAuthorityIds } from './authority-ids.ts';
import { type GalleryProfile, galleryProfile } from './authority-profiles.ts';
import { type BornRevoked, revokedBelow } from './born-revoked.ts';

/** What the authorities of the gallery are made from. */
export interface GalleryAuthorityParts {
  readonly folder: PkiFolder;
  readonly hierarchy: Hierarchy;
  readonly serials: Serials;
  readonly permitted: PermittedNames;
  readonly locations: LocationExtensions;
  readonly bornRevoked: BornRevoked;
  /** The kept key of that name, made at its first use. */
  readonly keyOf: (name: GalleryProfile['key']) => KeyObject;
}

/** The authorities of the gallery. */
export interface GalleryAuthorities {
  /** That one, made if need be. Throws PKI_FILE_DAMAGED and PKI_FOLDER_UNWRITABLE for its key. */
  open(id: GalleryAuthorityId): Credential<GalleryAuthorityId>;
  /** That one unless none of its kind was ever needed in this folder. Throws PKI_FILE_DAMAGED. */
  find(id: GalleryAuthorityId): Credential<GalleryAuthorityId> | undefined;
  /** All that `find` finds. */
  found(): readonly Credential<GalleryAuthorityId>[];
}

/**
 * Authorities whose keys are kept, and whose certificates follow from keys, names and addresses: the same in every
 * process, so they are in no file.
 */
export function createGalleryAuthorities(parts: GalleryAuthorityParts): GalleryAuthorities {
  const opened = new Map<GalleryAuthorityId, Credential<GalleryAuthorityId>>();
  const issuerOf = (id: IssuerId): Credential<IssuerId> => (isOfGallery(id) ? open(id) : parts.hierarchy[id]);
  const open = (id: GalleryAuthorityId): Credential<GalleryAuthorityId> => {
    const { issuer } = galleryProfile(id);
    const known =
      opened.get(id) ?? openAuthority(parts, id, issuer === undefined ? undefined : issuerOf(issuer));
    opened.set(id, known);
    return known;
  };
  const find = (id: GalleryAuthorityId): Credential<GalleryAuthorityId> | undefined => {
    const isMade = opened.has(id) || parts.folder.read(keyFile(galleryProfile(id).key)) !== undefined;
    return isMade ? open(id) : undefined;
  };
  return { open, find, found: () => galleryAuthorityIds.flatMap((id) => find(id) ?? []) };
}

/** Whether it is one of the gallery, and not of the kept hierarchy. */
export function isOfGallery(id: IssuerId): id is GalleryAuthorityId {
  return galleryAuthorityIds.some((one) => one === id);
}

function openAuthority(
  parts: GalleryAuthorityParts,
  id: GalleryAuthorityId,
  issuer: Credential<IssuerId> | undefined,
): Credential<GalleryAuthorityId> {
  const { role, key: keyName, isRevoked } = galleryProfile(id);
  const key = parts.keyOf(keyName);
  const publicKey = createPublicKey(key);
  const subject = warningName(role);
  const validity = validityBelow(parts.hierarchy, issuer);
  const extensions = extensionsOf(parts, id, publicKey, issuer);
  const above = issuer?.id ?? id;
  const unique = digestOf(id, extensions, validity);
  const serial = parts.serials.make(isRevoked ? revokedBelow(above) : above, unique);
  const content = { subject, publicKey, serial, validity, extensions };
  const signer = { name: issuer?.name() ?? subject, key: issuer?.key ?? key };
  const certificate = issueCertificate(content, signer);
  if (isRevoked) parts.bornRevoked.list(above, certificate.serialNumber, 'cACompromise');
  return createCredential(id, certificate, key, issuer);
}

function extensionsOf(
  { permitted, locations }: GalleryAuthorityParts,
  id: GalleryAuthorityId,
  publicKey: KeyObject,
  issuer: Credential<IssuerId> | undefined,
): readonly Extension[] {
  const own = [...galleryProfile(id).extensions(permitted), subjectKeyIdentifier(publicKey)];
  if (issuer === undefined) return own;
  return [...own, ...locations(issuer.id), authorityKeyIdentifier(issuer.certificate.publicKey)];
}

/** As long as our own root, which is never made anew, and no longer than the issuer. */
function validityBelow({ root }: Hierarchy, issuer: Credential<IssuerId> | undefined): Validity {
  const { notBefore, notAfter } = validityOf(root.certificate);
  if (issuer === undefined) return { notBefore, notAfter };
  return { notBefore, notAfter: Math.min(notAfter, validityOf(issuer.certificate).notAfter) };
}

// Two different certificates must never share a serial number, so it follows from all that can differ.
function digestOf(id: string, extensions: readonly Extension[], { notBefore, notAfter }: Validity): Buffer {
  const hash = createHash('sha256').update(`${id} ${notBefore} ${notAfter}`);
  for (const { value } of extensions) hash.update(toDer(value));
  return hash.digest();
}
