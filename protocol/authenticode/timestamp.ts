import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { childrenOf, type DerElement, DerError, expectTag, TAG, wholeElement } from '../x509/der.ts';
import { momentOf } from '../x509/moment.ts';
import { oneValue } from './attributes.ts';
import { readDigest } from './digest-algorithm.ts';
import { SIGNING_OID } from './oids.ts';
import { readSignedData, type SignedContent } from './signed-data.ts';
import { readSignerInfo, type SignerInfo } from './signer-info.ts';
import { contentProblem, digestProblem } from './signer-proof.ts';

/** What an authority says of the time a signature was already there. */
export interface Timestamp {
  readonly kind: 'token' | 'countersignature';
  /** Milliseconds since the epoch. */
  readonly moment: number;
  /** The authority's own signature. */
  readonly signer: SignerInfo;
  /** The certificates of a token; those of a countersignature are among the file's. */
  readonly certificates: readonly Buffer[];
  /** Why it is not about this signature; undefined when it is. */
  readonly problem: string | undefined;
}

/**
 * The timestamp of a signature: a token of RFC 3161, or else a countersignature of PKCS#9 (RFC 2985 §5.3.6); undefined
 * when it has none. Who made it is not judged. Throws DerError.
 */
export function readTimestamp(signer: SignerInfo): Timestamp | undefined {
  const token = oneValue(signer.unsigned, SIGNING_OID.spcTimestampToken);
  if (token !== undefined) return tokenOf(token.raw, signer.signature);
  const counter = oneValue(signer.unsigned, SIGNING_OID.countersignature);
  return counter === undefined ? undefined : countersignatureOf(readSignerInfo(counter), signer.signature);
}

function tokenOf(token: Buffer, signature: Buffer): Timestamp {
  const { content, certificates, signer } = readSignedData(wholeElement(token));
  const { moment, problem } = readTstInfo(content, signature);
  return {
    kind: 'token',
    moment,
    signer,
    certificates,
    problem: problem ?? contentProblem(signer, content),
  };
}

/** TSTInfo, RFC 3161 §2.4.2. */
function readTstInfo(content: SignedContent, signature: Buffer): Pick<Timestamp, 'moment' | 'problem'> {
  if (content.type !== SIGNING_OID.tstInfo) throw new DerError('the token is not one of a timestamp');
  const info = wholeElement(expectTag(content.element, TAG.octetString, 'the timestamp').content);
  const [, , imprint, , moment] = childrenOf(expectTag(info, TAG.sequence, 'the timestamp'));
  expectTag(moment, TAG.generalizedTime, 'the moment of the timestamp');
  return {
    moment: momentOf(moment, 'the moment of the timestamp'),
    problem: imprintProblem(expectTag(imprint, TAG.sequence, 'what is timestamped'), signature),
  };
}

function imprintProblem(imprint: DerElement, signature: Buffer): string | undefined {
  const [algorithm, value] = childrenOf(imprint);
  const digest = readDigest(algorithm, 'the digest algorithm of the timestamp');
  const stamped = expectTag(value, TAG.octetString, 'what is timestamped').content;
  if (digest.kind === 'refused') return `it is over a digest by ${digest.name}, which is not accepted`;
  const isOver = createHash(digest.name).update(signature).digest().equals(stamped);
  return isOver ? undefined : 'it is the timestamp of another signature';
}

function countersignatureOf(signer: SignerInfo, signature: Buffer): Timestamp {
  const moment = oneValue(signer.signed, SIGNING_OID.signingTime);
  return {
    kind: 'countersignature',
    moment: momentOf(moment, 'the moment of the timestamp'),
    signer,
    certificates: [],
    problem: digestProblem(signer, signature),
  };
}
