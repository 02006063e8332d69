import type { IssuerId } from '../credential.ts';
import { authorityConstraints } from '../extensions/basic-constraints.ts';
import { extendedKeyUsage } from '../extensions/extended-key-usage.ts';
import type { Extension } from '../extensions/extension.ts';
import { nameConstraints } from '../extensions/name-constraints.ts';
import { OID } from '../oids.ts';
import type { PermittedNames } from '../permitted-names.ts';
import { authorityUse, rootAuthority, tlsAuthority } from '../profiles.ts';
import type { GalleryAuthorityId } from './authority-ids.ts';

/** What one authority of the gallery is. */
export interface GalleryProfile {
  readonly id: GalleryAuthorityId;
  /** Undefined for the root nobody trusts, which signs itself. */
  readonly issuer: IssuerId | undefined;
  /** The file of its key. Those below our own root share one: names tell them apart, and keys take time to make. */
  readonly key: 'gallery-authority' | 'gallery-untrusted';
  /** Completes the common name, as those of the kept ones do. At most 18 characters fit. */
  readonly role: string;
  readonly isRevoked?: true;
  extensions(permitted: PermittedNames): readonly Extension[];
}

/** A domain and a network, TEST-NET-1 of RFC 5737, in which no server of a test is. */
const ELSEWHERE = {
  domains: ['elsewhere.mock-windows-update.example.org'],
  ranges: [{ address: '192.0.2.0', prefix: 24 }],
} as const;

const narrowAuthority = () => [
  authorityConstraints(0),
  authorityUse(),
  extendedKeyUsage(OID.serverAuth),
  nameConstraints(ELSEWHERE.domains, ELSEWHERE.ranges),
];

// What it issues stays below the names that the authority above it permits.
const deepAuthority = () => [authorityConstraints(0), authorityUse(), extendedKeyUsage(OID.serverAuth)];

const below = { issuer: 'root', key: 'gallery-authority', extensions: tlsAuthority } as const;
const untrusted = { key: 'gallery-untrusted' } as const;

const PROFILES: readonly GalleryProfile[] = [
  // The names of our own root and TLS authority: whoever compares names is deceived.
  {
    id: 'gallery-untrusted-root',
    ...untrusted,
    issuer: undefined,
    role: 'Root',
    extensions: rootAuthority,
  },
  {
    id: 'gallery-untrusted',
    ...untrusted,
    issuer: 'gallery-untrusted-root',
    role: 'TLS CA',
    extensions: tlsAuthority,
  },
  { id: 'gallery-other', ...below, role: 'Other TLS CA' },
  { id: 'gallery-revoked', ...below, role: 'Revoked TLS CA', isRevoked: true },
  { id: 'gallery-unsent', ...below, role: 'Unsent TLS CA' },
  { id: 'gallery-narrow', ...below, role: 'Narrow TLS CA', extensions: narrowAuthority },
  // The TLS authority may have none below it.
  { id: 'gallery-deep', ...below, issuer: 'tls', role: 'Deep TLS CA', extensions: deepAuthority },
];

const BY_ID = new Map(PROFILES.map((profile) => [profile.id, profile]));

/** What the authority `id` is. */
export function galleryProfile(id: GalleryAuthorityId): GalleryProfile {
  const profile = BY_ID.get(id);
  if (profile === undefined) throw new TypeError(`no authority of the gallery: ${id}`);
  return profile;
}
