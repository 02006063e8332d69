import {
  authorityIds,
  type CredentialId,
  galleryAuthorityIds,
  publisherIds,
  type RevocationReason,
  revocationReasons,
} from '../../../pki/index.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { moment, object, oneOf } from './common.ts';

const credentialIds: readonly CredentialId[] = [...authorityIds, ...publisherIds];

export const certificateId = oneOf(credentialIds, 'An authority, or a publisher that signs files');

/** The root ends all others; it is taken out of trust, not revoked. */
export const revocableId = oneOf(
  credentialIds.filter((id): id is Exclude<CredentialId, 'root'> => id !== 'root'),
  'An authority below the root, or a publisher',
);

export const revocationReason = oneOf(
  Object.keys(revocationReasons) as readonly RevocationReason[],
  'CRLReason of RFC 5280; unspecified when left out',
);

const facts = {
  id: certificateId,
  subject: Type.String(),
  issuer: Type.String(),
  notBefore: moment('Valid from'),
  notAfter: moment('Valid until'),
  serial: Type.String({ description: 'Upper-case hexadecimal' }),
  sha1: Type.String({ description: 'Of the DER form, in lower-case hexadecimal' }),
  sha256: Type.String({ description: 'The same' }),
};

const certificate = object(facts, { title: 'Certificate' });

export const certificateWithChain = object(
  {
    ...facts,
    chainPem: Type.String({ description: 'It and its issuers below the root; of the root, the root' }),
  },
  { title: 'CertificateWithChain' },
);

export const revocation = object(
  {
    serial: Type.String({ description: 'Upper-case hexadecimal' }),
    issuer: oneOf([...authorityIds, ...galleryAuthorityIds]),
    reason: revocationReason,
    at: moment('When it was revoked'),
  },
  { title: 'Revocation' },
);

export const certificateList = object(
  {
    authorities: Type.Array(certificate, { description: 'From the root down' }),
    publishers: Type.Array(certificate),
    revoked: Type.Array(revocation),
  },
  { title: 'CertificateList' },
);
