import { createHash, sign } from 'node:crypto';
import { type Credential, chainOf } from '../credential.ts';
import {
  type Asn1,
  childrenOf,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
  tagged,
  toDer,
} from '../der.ts';
import { OID } from '../oids.ts';
import { indirectData, individualStatement, opusInfo } from './indirect-data.ts';

/** What Windows shows as the name of a file signed here. */
const PROGRAM_NAME = 'mock-windows-update test file (do not trust)';

/** The Authenticode signature of `publisher` over `digest`: PKCS#7 SignedData, RFC 2315 §9, in a ContentInfo. */
export function authenticodeSignature(publisher: Credential, digest: Uint8Array): Buffer {
  const content = indirectData(digest);
  const signedData = sequence(
    integer(1),
    setOf(sha256()),
    sequence(oid(OID.spcIndirectData), tagged(0, content)),
    tagged(0, ...chainOf(publisher).map((credential) => credential.fields().certificate)),
    setOf(signerInfo(publisher, content)),
  );
  return toDer(sequence(oid(OID.signedData), tagged(0, signedData)));
}

function signerInfo(publisher: Credential, content: Asn1): Asn1 {
  const attributes = setOf(
    attribute(OID.contentType, oid(OID.spcIndirectData)),
    attribute(OID.messageDigest, octets(contentDigest(content))),
    attribute(OID.spcStatementType, individualStatement()),
    attribute(OID.spcSpOpusInfo, opusInfo(PROGRAM_NAME)),
  );
  // Signed as a SET OF, sent as [0], RFC 2315 §9.3.
  const signature = sign('sha256', toDer(attributes), publisher.key);
  const { issuer, serial } = publisher.fields();
  return sequence(
    integer(1),
    sequence(issuer, serial),
    sha256(),
    tagged(0, ...childrenOf(attributes)),
    sequence(oid(OID.rsaEncryption), nothing()),
    octets(signature),
  );
}

// PKCS#7 hashes the content without its outer tag and length, RFC 2315 §9.3.
function contentDigest(content: Asn1): Buffer {
  const hash = createHash('sha256');
  for (const child of childrenOf(content)) hash.update(toDer(child));
  return hash.digest();
}

const attribute = (id: string, value: Asn1): Asn1 => sequence(oid(id), setOf(value));

const sha256 = (): Asn1 => sequence(oid(OID.sha256), nothing());
