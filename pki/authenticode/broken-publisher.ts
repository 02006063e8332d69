import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { BrokenSigner } from '../../protocol/authenticode/broken-signers.ts';
import { issueCertificate, type Validity } from '../certificate.ts';
import { validityOf } from '../certificate-fields.ts';
import { type Credential, createCredential, type IssuerId } from '../credential.ts';
import { octets } from '../der.ts';
import { warningName } from '../distinguished-name.ts';
import { authorityConstraints, endEntityConstraints } from '../extensions/basic-constraints.ts';
import { extendedKeyUsage } from '../extensions/extended-key-usage.ts';
import type { Extension } from '../extensions/extension.ts';
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../extensions/key-identifiers.ts';
import { keyUsage } from '../extensions/key-usage.ts';
import type { GalleryAuthorities } from '../gallery/authorities.ts';
import { type BornRevoked, revokedBelow } from '../gallery/born-revoked.ts';
import type { Hierarchy } from '../hierarchy.ts';
import type { LocationExtensions } from '../locations.ts';
import { OID } from '../oids.ts';
import type { Serials } from '../serials.ts';

/** What broken publishers are made from. */
export interface BrokenPublisherParts {
  readonly hierarchy: Hierarchy;
  readonly authorities: GalleryAuthorities;
  readonly serials: Serials;
  readonly bornRevoked: BornRevoked;
  readonly locations: LocationExtensions;
}

/** How the certificate of a broken publisher differs from a good one; `other-file` is no defect of a certificate. */
interface Recipe {
  /** Its authority; `code-a` when left out. */
  readonly issuer?: 'tls' | 'gallery-untrusted' | 'publisher-a';
  readonly purposes?: readonly string[];
  readonly constraints?: Extension;
  readonly others?: readonly Extension[];
  readonly validity?: (usual: Validity) => Validity;
  readonly hash?: 'sha1' | 'md5';
  readonly isRevoked?: true;
}

const DAY = 86_400_000;

const unknownExtension = (critical: boolean): Extension => ({
  id: OID.documentation,
  critical,
  value: octets(Buffer.from('mock-windows-update')),
});

const RECIPES: Readonly<Record<Exclude<BrokenSigner, 'other-file'>, Recipe>> = {
  'no-eku': { purposes: [] },
  'licence-eku': { purposes: [OID.documentation] },
  'any-eku': { purposes: [OID.anyExtendedKeyUsage] },
  'server-eku': { purposes: [OID.serverAuth] },
  'unknown-critical-extension': { others: [unknownExtension(true)] },
  'unknown-noncritical-extension': { others: [unknownExtension(false)] },
  'ca-leaf': { constraints: authorityConstraints() },
  'below-publisher': { issuer: 'publisher-a' },
  'sha1-signature': { hash: 'sha1' },
  'md5-signature': { hash: 'md5' },
  'unknown-root': { issuer: 'gallery-untrusted' },
  'tls-branch': { issuer: 'tls' },
  expired: { validity: ({ notBefore }) => ({ notBefore: notBefore - 30 * DAY, notAfter: notBefore - DAY }) },
  revoked: { isRevoked: true },
};

/** Makes the publisher whose certificate has the defect `kind`; the same one in every process on the folder. */
export function brokenPublisher(parts: BrokenPublisherParts, kind: keyof typeof RECIPES): Credential {
  const { hierarchy, serials, bornRevoked } = parts;
  const recipe = RECIPES[kind];
  const issuer = issuerOf(parts, recipe);
  // Not the key of the good one: what is said of one must not be said of the other.
  const { key } = hierarchy['publisher-b'];
  const unique = createHash('sha256').update(`publisher ${kind}`).digest();
  const below = recipe.isRevoked ? revokedBelow(issuer.id as IssuerId) : issuer.id;
  const certificate = issueCertificate(
    {
      subject: warningName('Broken Publisher'),
      publicKey: createPublicKey(key),
      serial: serials.make(below, unique),
      validity: validityIn(hierarchy, recipe),
      extensions: extensionsOf(parts, recipe, issuer, key),
    },
    { name: issuer.name(), key: issuer.key },
    recipe.hash,
  );
  if (recipe.isRevoked) bornRevoked.list(issuer.id as IssuerId, certificate.serialNumber, 'keyCompromise');
  return createCredential('publisher-b', certificate, key, issuer as Credential<IssuerId>);
}

function issuerOf({ hierarchy, authorities }: BrokenPublisherParts, { issuer }: Recipe): Credential {
  if (issuer === 'gallery-untrusted') return authorities.open(issuer);
  return hierarchy[issuer ?? 'code-a'];
}

function validityIn(hierarchy: Hierarchy, { validity }: Recipe): Validity {
  const usual = validityOf(hierarchy['publisher-a'].certificate);
  return validity?.(usual) ?? usual;
}

function extensionsOf(
  { locations }: BrokenPublisherParts,
  { purposes = [OID.codeSigning], constraints = endEntityConstraints(), others = [], issuer: id }: Recipe,
  issuer: Credential,
  key: KeyObject,
): readonly Extension[] {
  return [
    constraints,
    keyUsage('digitalSignature'),
    ...(purposes.length === 0 ? [] : [extendedKeyUsage(...purposes)]),
    // Nobody is asked about what a publisher issues.
    ...(id === 'publisher-a' ? [] : locations(issuer.id as IssuerId)),
    ...others,
    subjectKeyIdentifier(createPublicKey(key)),
    authorityKeyIdentifier(issuer.certificate.publicKey),
  ];
}
