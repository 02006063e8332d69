import type { KeyObject } from 'node:crypto';
import { type BrokenPublisherOf, createCabinetSigner } from './authenticode/cabinet-signer.ts';
import { authorityIds, pemChain, publisherIds } from './credential.ts';
import { createCrls } from './crl.ts';
import { isOfGallery } from './gallery/authorities.ts';
import type { Gallery } from './gallery/gallery.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Leaf } from './leaves.ts';
import type { Moments } from './moments.ts';
import { createResponder } from './ocsp/responder.ts';
import type { Pki, ServerKeyPair } from './pki.ts';
import type { Revocations } from './revocations.ts';
import { createRevoke } from './revoke.ts';
import type { Serials } from './serials.ts';
import type { ServerCertificates } from './server-certificates.ts';
import { digestOf, summaryOf } from './summary.ts';

/** The opened parts of a pki folder. */
export interface PkiParts {
  readonly hierarchy: Hierarchy;
  readonly serials: Serials;
  /** Those of the gallery among them. */
  readonly revocations: Revocations;
  readonly servers: ServerCertificates;
  readonly serverKey: KeyObject;
  /** At which revocation lists and status answers hold. */
  readonly moments: () => Moments;
  readonly gallery: Gallery;
  readonly brokenPublisher: BrokenPublisherOf;
}

/** Puts the parts together behind the one interface the server uses. */
export function assemblePki(parts: PkiParts): Pki {
  const { hierarchy, serials, revocations, servers, serverKey, moments, gallery } = parts;
  const { open, find, found } = gallery.authorities;
  const keyPair = keyPairs(serverKey, pemChain(hierarchy.tls));
  const crl = createCrls((id) => (isOfGallery(id) ? open(id) : hierarchy[id]), revocations, moments);
  const authorities = authorityIds.map((id) => hierarchy[id]);
  return {
    rootPem: hierarchy.root.certificate.toString(),
    rootSha256: digestOf(hierarchy.root.certificate, 'sha256'),
    authorities: authorityIds.map((id) => summaryOf(hierarchy[id])),
    publishers: publisherIds.map((id) => summaryOf(hierarchy[id])),
    chainPem: (id) => pemChain(hierarchy[id]),
    certificateDer: (id) => hierarchy[id].certificate.raw,
    defaultSecureContext: (now) => keyPair(servers.own(now)),
    secureContextFor(serverName, now) {
      const leaf = servers.find(serverName, now);
      return leaf === undefined ? undefined : keyPair(leaf);
    },
    broken: gallery.broken,
    crl,
    revoke: createRevoke(hierarchy, serials, revocations, servers),
    revocations: () => authorityIds.flatMap((id) => revocations.of(id)),
    ocspResponse: createResponder({ authorities, galleryAuthorities: found, revocations, serials, moments }),
    signCabinet: createCabinetSigner(hierarchy, parts.brokenPublisher),
    gallery: {
      certificateDer: (id) => find(id)?.certificate.raw,
      crl: (id) => (find(id) === undefined ? undefined : crl(id)),
    },
  };
}

// The same object for the same certificate lets servers keep one TLS context for each.
function keyPairs(key: KeyObject, chain: string): (leaf: Leaf) => ServerKeyPair {
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const pairs = new WeakMap<Leaf, ServerKeyPair>();
  return (leaf) => {
    const pair = pairs.get(leaf) ?? { key: pem, cert: leaf.pem + chain };
    pairs.set(leaf, pair);
    return pair;
  };
}
