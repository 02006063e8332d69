import { createHash } from 'node:crypto';
import { type AuthorityId, authorityIds, type Credential } from '../credential.ts';
import { toDer } from '../der.ts';
import type { Moments } from '../moments.ts';
import { OID } from '../oids.ts';
import { once } from '../once.ts';
import type { Revocations } from '../revocations.ts';
import type { Serials } from '../serials.ts';
import { type CertId, readOcspRequest } from './request.ts';
import { basicResponse, type CertificateStatus, errorResponse } from './response.ts';

/** What status answers are made from. */
export interface ResponderParts {
  readonly authorities: Readonly<Record<AuthorityId, Credential>>;
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
  const issuers = once(() => indexIssuers(parts.authorities));
  return (der) => {
    const request = readOcspRequest(der);
    if (request === undefined) return errorResponse('malformedRequest');
    const asked = new Set(request.certIds.map((certId) => issuers().get(issuerKey(certId))));
    const [id, ...others] = asked;
    if (id === undefined || others.length > 0) return errorResponse('unauthorized');
    const statuses = request.certIds.map(({ node, serial }) => ({
      certId: node,
      status: statusOf(parts, id, serial),
    }));
    return basicResponse(parts.authorities[id], statuses, request.nonce, parts.moments());
  };
}

function statusOf(
  { revocations, serials }: ResponderParts,
  id: AuthorityId,
  serial: string,
): CertificateStatus {
  const revocation = revocations.find(id, serial);
  if (revocation !== undefined) return { kind: 'revoked', revocation };
  return { kind: serials.issued(id, serial) ? 'good' : 'unknown' };
}

const issuerKey = ({
  hashAlgorithm,
  issuerNameHash,
  issuerKeyHash,
}: Omit<CertId, 'node' | 'serial'>): string => `${hashAlgorithm} ${issuerNameHash} ${issuerKeyHash}`;

function indexIssuers(authorities: ResponderParts['authorities']): ReadonlyMap<string, AuthorityId> {
  const entries = authorityIds.flatMap((id) =>
    Object.entries(HASHES).map(([hashAlgorithm, hash]): [string, AuthorityId] => {
      const { certificate, fields } = authorities[id];
      const digest = (content: Uint8Array) => createHash(hash).update(content).digest('hex');
      const issuerNameHash = digest(toDer(fields().subject));
      const issuerKeyHash = digest(certificate.publicKey.export({ type: 'pkcs1', format: 'der' }));
      return [issuerKey({ hashAlgorithm, issuerNameHash, issuerKeyHash }), id];
    }),
  );
  return new Map(entries);
}
