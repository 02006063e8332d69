import {
  type Asn1,
  childrenOf,
  contentOf,
  dottedOid,
  isTagged,
  isUniversal,
  parseDer,
  TYPE,
} from '../der.ts';
import { OID } from '../oids.ts';

/** One certificate whose status is asked for, RFC 6960 §4.1.1. */
export interface CertId {
  /** As it came, to be repeated in the answer. */
  readonly node: Asn1;
  readonly hashAlgorithm: string;
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  /** Upper-case hexadecimal without leading zeros. */
  readonly serial: string;
}

/** A status request. */
export interface OcspRequest {
  readonly certIds: readonly CertId[];
  readonly nonce: Uint8Array | undefined;
}

/** A request for one certificate has 70 to 120 bytes; signed ones with certificates a few thousand. */
const MAX_REQUEST_BYTES = 16_384;
const MAX_CERTIFICATES = 32;
/** RFC 9654 §2.1 has requesters send 32 and responders take up to 128. */
const MAX_NONCE_BYTES = 128;
const MAX_SERIAL_BYTES = 20;
/** A SHA-512 hash. */
const MAX_HASH_BYTES = 64;

/** Reads an OCSPRequest; undefined when it is malformed or beyond the limits. A signature on it is not looked at. */
export function readOcspRequest(der: Uint8Array): OcspRequest | undefined {
  if (der.length === 0 || der.length > MAX_REQUEST_BYTES) return undefined;
  try {
    return requestOf(parseDer(der));
  } catch {
    return undefined;
  }
}

function requestOf(request: Asn1): OcspRequest | undefined {
  if (!isUniversal(request, TYPE.SEQUENCE)) return undefined;
  const [content] = childrenOf(request);
  const fields = childrenOf(content);
  const list = fields.find((field) => isUniversal(field, TYPE.SEQUENCE));
  const entries = childrenOf(list);
  if (entries.length === 0 || entries.length > MAX_CERTIFICATES) return undefined;
  const certIds = entries.map((entry) => certIdOf(childrenOf(entry)[0]));
  const nonce = nonceOf(fields.find((field) => isTagged(field, 2)));
  if (nonce === 'bad' || !certIds.every((certId) => certId !== undefined)) return undefined;
  return { certIds, nonce };
}

function certIdOf(node: Asn1 | undefined): CertId | undefined {
  const [algorithm, name, key, serial] = childrenOf(node);
  const hashAlgorithm = dottedOid(childrenOf(algorithm)[0]);
  const nameHash = hashText(name);
  const keyHash = hashText(key);
  const number = isUniversal(serial, TYPE.INTEGER) ? contentOf(serial) : undefined;
  if (node === undefined || hashAlgorithm === undefined || !nameHash || !keyHash || !number) return undefined;
  if (number.length === 0 || number.length > MAX_SERIAL_BYTES + 1) return undefined;
  return {
    node,
    hashAlgorithm,
    issuerNameHash: nameHash,
    issuerKeyHash: keyHash,
    serial: number.toString('hex').replace(/^0+/, '').toUpperCase(),
  };
}

function hashText(node: Asn1 | undefined): string | undefined {
  const hash = isUniversal(node, TYPE.OCTETSTRING) ? contentOf(node) : undefined;
  return hash === undefined || hash.length > MAX_HASH_BYTES ? undefined : hash.toString('hex');
}

function nonceOf(extensions: Asn1 | undefined): Uint8Array | undefined | 'bad' {
  for (const extension of childrenOf(childrenOf(extensions)[0])) {
    const [id, ...rest] = childrenOf(extension);
    if (dottedOid(id) !== OID.ocspNonce) continue;
    const value = contentOf(rest.at(-1));
    return value === undefined || value.length === 0 || value.length > MAX_NONCE_BYTES + 3 ? 'bad' : value;
  }
  return undefined;
}
