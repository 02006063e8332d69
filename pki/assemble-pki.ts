import type { KeyObject } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { signCabinet } from './authenticode/sign-cabinet.ts';
import { authorityIds, type Credential, chainOf, publisherIds } from './credential.ts';
import { createCrls } from './crl.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Leaf } from './leaves.ts';
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
  readonly revocations: Revocations;
  readonly servers: ServerCertificates;
  readonly serverKey: KeyObject;
  readonly clock: Clock;
}

/** Puts the parts together behind the one interface the server uses. */
export function assemblePki({ hierarchy, serials, revocations, servers, serverKey, clock }: PkiParts): Pki {
  const keyPair = keyPairs(serverKey, pemChain(hierarchy.tls));
  return {
    rootPem: hierarchy.root.certificate.toString(),
    rootSha256: digestOf(hierarchy.root.certificate, 'sha256'),
    authorities: authorityIds.map((id) => summaryOf(hierarchy[id])),
    publishers: publisherIds.map((id) => summaryOf(hierarchy[id])),
    chainPem: (id) => pemChain(hierarchy[id]),
    certificateDer: (id) => hierarchy[id].certificate.raw,
    defaultSecureContext: () => keyPair(servers.own()),
    secureContextFor(serverName) {
      const leaf = servers.find(serverName);
      return leaf === undefined ? undefined : keyPair(leaf);
    },
    crl: createCrls(hierarchy, revocations, clock),
    revoke: createRevoke(hierarchy, serials, revocations, servers),
    revocations: () => authorityIds.flatMap((id) => revocations.of(id)),
    ocspResponse: createResponder({ authorities: hierarchy, revocations, serials, clock }),
    signCabinet: (bytes, signer) => signCabinet(bytes, hierarchy[`publisher-${signer}`]),
  };
}

function pemChain(credential: Credential): string {
  const chain = credential.issuer === undefined ? [credential] : chainOf(credential);
  return chain.map(({ certificate }) => certificate.toString()).join('');
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
