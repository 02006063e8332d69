import type { CredentialId, Pki, Revocation, RevocationTarget } from '../../../pki/index.ts';
import { isoMoment } from '../../../platform/clock.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { inputError } from '../http/input-check.ts';
import { type ControlRoute, route } from '../route.ts';
import {
  certificateId,
  certificateList,
  certificateWithChain,
  revocableId,
  revocation,
  revocationReason,
} from '../schemas/certificate.ts';
import { name, object } from '../schemas/common.ts';

/** The certificates of the double and which of them are revoked. */
export const certificateRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/certificates',
    operationId: 'listCertificates',
    summary: 'Lists authorities, publishers, and what was revoked',
    tags: ['certificates'],
    response: certificateList,
    handler: ({ pki }) => ({
      authorities: pki.authorities,
      publishers: pki.publishers,
      revoked: pki.revocations().map(told),
    }),
  }),
  route({
    method: 'GET',
    url: '/certificates/:certificate',
    operationId: 'getCertificate',
    summary: 'Tells what one certificate says, with its chain in PEM',
    tags: ['certificates'],
    params: object({ certificate: certificateId }),
    response: certificateWithChain,
    handler: ({ pki }, { params }) => withChain(pki, params.certificate),
  }),
  route({
    method: 'POST',
    url: '/certificates/revoke',
    operationId: 'revokeCertificate',
    summary: 'Revokes a certificate, named in one of three ways',
    description: 'A server certificate stays in use, so that clients can be seen to refuse it.',
    tags: ['certificates'],
    body: object({
      certificate: Type.Optional(revocableId),
      serverName: Type.Optional(name('The certificate shown to clients that ask for this server')),
      serial: Type.Optional(name('Its serial number in hexadecimal')),
      reason: Type.Optional(revocationReason),
    }),
    response: revocation,
    refusals: [404, 409],
    handler: ({ pki }, { body: { reason, ...named } }) => told(pki.revoke(targetOf(named), reason)),
  }),
];

function withChain(pki: Pki, id: CredentialId) {
  const found = [...pki.authorities, ...pki.publishers].find((one) => one.id === id);
  if (found === undefined) throw new Error(`the keys have no certificate ${id}`);
  return { ...found, chainPem: pki.chainPem(id) };
}

type Named = { readonly certificate?: Exclude<CredentialId, 'root'> } & Partial<
  Record<'serverName' | 'serial', string>
>;

function targetOf({ certificate, serverName, serial }: Named): RevocationTarget {
  const given: readonly RevocationTarget[] = [
    ...(certificate === undefined ? [] : [{ certificate }]),
    ...(serverName === undefined ? [] : [{ serverName }]),
    ...(serial === undefined ? [] : [{ serial }]),
  ];
  const [one] = given;
  if (one !== undefined && given.length === 1) return one;
  throw inputError('body', {
    path: [],
    problem: `it names ${given.length} certificates`,
    repair: 'Give one of certificate, serverName and serial.',
  });
}

function told({ at, ...rest }: Revocation) {
  return { ...rest, at: isoMoment(at) };
}
