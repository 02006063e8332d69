import type { X509Certificate } from 'node:crypto';
import { isoMoment } from '../../platform/clock.ts';
import { SIGNING_OID } from '../../protocol/authenticode/oids.ts';
import { purposeProblem } from '../../protocol/authenticode/path-rules.ts';
import type { AuthenticodeSignature } from '../../protocol/authenticode/signature.ts';
import { findSigner, openCertificates } from '../../protocol/authenticode/signer-certificate.ts';
import { signatureProblem } from '../../protocol/authenticode/signer-proof.ts';
import { readTimestamp, type Timestamp } from '../../protocol/authenticode/timestamp.ts';
import { nameOf } from '../../protocol/x509/certificate-name.ts';
import { followChain } from '../../protocol/x509/chain.ts';
import { criticalProblem } from '../../protocol/x509/critical.ts';
import { issuingProblem } from '../../protocol/x509/issuing.ts';
import { validityProblem } from '../../protocol/x509/validity.ts';
import { reading, refuse, refuseIf } from './refuse.ts';
import { type ChainLink, linksOf } from './signer-chain.ts';

/** A timestamp whose authority is trusted. */
export interface TrustedTimestamp {
  /** When the signature was there, in milliseconds since the epoch. */
  readonly moment: number;
  readonly authority: string;
  readonly links: readonly ChainLink[];
}

const CODE = 'TRUST_E_TIME_STAMP';

/**
 * The timestamp of a signature; undefined when it has none. One that is there must be good even where it is not needed,
 * as on Windows. Its authority must have been valid at its moment. Throws DeviceFailure TRUST_E_TIME_STAMP.
 */
export function requireTimestamp(
  { signer, certificates }: AuthenticodeSignature,
  roots: readonly X509Certificate[],
): TrustedTimestamp | undefined {
  return reading(CODE, 'timestamp', () => {
    const timestamp = readTimestamp(signer);
    if (timestamp === undefined) return undefined;
    refuseIf(CODE, 'timestamp', timestamp.problem);
    const sent = [...openCertificates(timestamp.certificates), ...certificates];
    const chain = authorityChain(timestamp, sent, roots);
    refuseIf(CODE, 'timestamp', authorityProblem(chain, timestamp.moment));
    return { moment: timestamp.moment, authority: chainName(chain), links: linksOf(chain) };
  });
}

/** A moment and who says so, for people. */
export function describeTimestamp({ moment, authority }: TrustedTimestamp): string {
  return `${isoMoment(moment)}, says ${authority}`;
}

function authorityChain(
  { signer }: Timestamp,
  sent: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): readonly X509Certificate[] {
  const authority = findSigner(signer, sent);
  if (authority === undefined)
    return refuse(CODE, 'timestamp', 'the certificate of the timestamp authority is not sent along');
  refuseIf(CODE, 'timestamp', signatureProblem(signer, authority));
  const chain = followChain(authority, sent, roots);
  return chain.kind === 'trusted'
    ? chain.certificates
    : refuse(
        CODE,
        'timestamp',
        `the timestamp authority ${nameOf(authority)} is not trusted: ${chain.reason}`,
      );
}

function authorityProblem(chain: readonly X509Certificate[], moment: number): string | undefined {
  return (
    criticalProblem(chain) ??
    issuingProblem(chain) ??
    purposeProblem(chain, SIGNING_OID.timeStamping) ??
    validityProblem(chain, moment)
  );
}

const chainName = ([authority]: readonly X509Certificate[]): string => (authority ? nameOf(authority) : '');
