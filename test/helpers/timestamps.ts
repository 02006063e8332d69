import {
  type Asn1,
  generalizedTime,
  integer,
  octets,
  oid,
  parseDer,
  sequence,
  time,
  toDer,
} from '../../pki/der.ts';
import {
  attribute,
  digestOf,
  hashNode,
  type SignatureWish,
  signedDataOf,
  signerInfo,
} from './signed-files.ts';

/** A timestamp as a test wants it. */
export interface StampWish extends SignatureWish {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What is stamped in place of the signature. */
  readonly over?: Buffer;
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** The attribute with a token of RFC 3161 over `signature`, the way Authenticode keeps it. */
export function tokenAttribute(signature: Buffer, wish: StampWish): Asn1 {
  const { at, hash = 'sha256', over = signature } = wish;
  const info = sequence(
    integer(1),
    oid('1.3.6.1.4.1.4146.2.3'),
    sequence(hashNode(hash), octets(digestOf(over, hash))),
    integer(7),
    generalizedTime(at),
  );
  const token = signedDataOf(TST_INFO, octets(toDer(info)), wish);
  return attribute('1.3.6.1.4.1.311.3.3.1', parseDer(token));
}

/** The attribute with a countersignature of PKCS#9; its certificates go among those of the file. */
export function countersignatureAttribute(signature: Buffer, wish: StampWish): Asn1 {
  const { at, over = signature } = wish;
  const signingTime = attribute('1.2.840.113549.1.9.5', time(at));
  const info = signerInfo('1.2.840.113549.1.7.1', over, {
    ...wish,
    attributes: (given) => (wish.attributes ?? ((all) => all))([...given, signingTime]),
  });
  return attribute('1.2.840.113549.1.9.6', info);
}
