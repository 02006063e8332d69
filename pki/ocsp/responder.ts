import { createHash } from 'node:crypto';
import { once } from '../../platform/once.ts';
import type { Credential, IssuerId } from '../credential.ts';
import { toDer } from '../der.ts';
import type { Moments } from '../moments.ts';
import { OID } from '../oids.ts';
import type { Revocations } from '../revocations.ts';
import type { Serials } from '../serials.ts';
import { type CertId, readOcspRequest } from './request.ts';
import { basicResponse, type CertificateStatus, errorResponse } from './response.ts';

/** What status answers are made from. */
export interface ResponderParts {
  /** The kept authorities. */
  readonly authorities: readonly Credential<IssuerId>[];
  /** Those of the gallery that there are by now; asked about what the others did not issue. */
  readonly galleryAuthorities: () => readonly Credential<IssuerId>[];
  readonly revocations: Revocations;
  readonly serials: Serials;
  /** At which answers hold. */
  readonly moments: () => Moments;
}

/** Hashes by which requests may name an issuer; SHA-1 is what Windows and OpenSSL send. */
const HASHES = { [OID.sha1]: 'sha1', [OID.sha256]: 'sha256' } as const;

/**
 * Answers status requests, RFC 6960. Every answer is signed by the issuer itself, so one request may ask
 * about several certificates of one authority; of several or of foreign ones it gets "unauthorized".
 */
export function createResponder(parts: ResponderParts): (request: Uint8Array) => Buffer {
  const find = createIssuerIndex(parts);
  return (der) => {
    const request = readOcspRequest(der);
    if (request === undefined) return errorResponse('malformedRequest');
    const [issuer, ...others] = new Set(request.certIds.map(find));
    if (issuer === undefined || others.length > 0) return errorResponse('unauthorized');
    const statuses = request.certIds.map(({ node, serial }) => ({
      certId: node,
      status: statusOf(parts, issuer.id, serial),
    }));
    return basicResponse(issuer, statuses, request.nonce, parts.moments());
  };
}

function statusOf({ revocations, serials }: ResponderParts, id: IssuerId, serial: string): CertificateStatus {
  const revocation = revocations.find(id, serial);
  if (revocation !== undefined) return { kind: 'revoked', revocation };
  return { kind: serials.issued(id, serial) ? 'good' : 'unknown' };
}

type FindIssuer = (certId: CertId) => Credential<IssuerId> | undefined;

function createIssuerIndex({ authorities, galleryAuthorities }: ResponderParts): FindIssuer {
  const own = once(() => indexOf(authorities));
  // An authority of the gallery stays the same object from when it is there.
  const ofGallery = new Map<Credential<IssuerId>, ReadonlyMap<string, Credential<IssuerId>>>();
  return (certId) => {
    const key = issuerKey(certId);
    const known = own().get(key);
    if (known !== undefined) return known;
    for (const authority of galleryAuthorities()) {
      const index = ofGallery.get(authority) ?? indexOf([authority]);
      ofGallery.set(authority, index);
      if (index.has(key)) return authority;
    }
    return undefined;
  };
}

const issuerKey = ({
  hashAlgorithm,
  issuerNameHash,
  issuerKeyHash,
}: Omit<CertId, 'node' | 'serial'>): string => `${hashAlgorithm} ${issuerNameHash} ${issuerKeyHash}`;

function indexOf(authorities: readonly Credential<IssuerId>[]): ReadonlyMap<string, Credential<IssuerId>> {
  const entries = authorities.flatMap((authority) =>
    Object.entries(HASHES).map(([hashAlgorithm, hash]): [string, Credential<IssuerId>] => {
      const { certificate, fields } = authority;
      const digest = (content: Uint8Array) => createHash(hash).update(content).digest('hex');
      const issuerNameHash = digest(toDer(fields().subject));
      const issuerKeyHash = digest(certificate.publicKey.export({ type: 'pkcs1', format: 'der' }));
      return [issuerKey({ hashAlgorithm, issuerNameHash, issuerKeyHash }), authority];
    }),
  );
  return new Map(entries);
}
