import { Buffer } from 'node:buffer';
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import {
  type Asn1,
  bits,
  boolean,
  integer,
  nothing,
  octets,
  oid,
  parseDer,
  sequence,
  setOf,
  tagged,
  time,
  toDer,
} from '../../pki/der.ts';
import { authorityConstraints } from '../../pki/extensions/basic-constraints.ts';
import type { Extension } from '../../pki/extensions/extension.ts';
import { subjectAlternativeName } from '../../pki/extensions/subject-alternative-name.ts';
import { requireServerName } from '../../pki/server-name.ts';
import { pem } from './pki.ts';

/** A certificate made for a test, good or broken, and its key. */
export interface Issued {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
  readonly pem: string;
  readonly keyPem: string;
}

/** What a certificate is to be; a CA where `names` are left out. */
export interface Wanted {
  readonly name: string;
  /** Itself when left out. */
  readonly issuer?: Issued;
  readonly names?: readonly string[];
  /** Of a CA: how many may follow below it. */
  readonly pathLength?: number;
  readonly keyType?: 'ec' | 'rsa';
  readonly key?: KeyObject;
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly serial?: number;
  /** Milliseconds since the epoch; an hour ago and a day hence. */
  readonly from?: number;
  readonly to?: number;
  readonly extensions?: readonly Extension[];
}

const SIGNATURE_OIDS = {
  ec: {
    sha1: '1.2.840.10045.4.1',
    sha256: '1.2.840.10045.4.3.2',
    sha384: '1.2.840.10045.4.3.3',
    sha512: '1.2.840.10045.4.3.4',
  },
  rsa: {
    sha1: '1.2.840.113549.1.1.5',
    sha256: '1.2.840.113549.1.1.11',
    sha384: '1.2.840.113549.1.1.12',
    sha512: '1.2.840.113549.1.1.13',
  },
} as const;

const HOUR = 3_600_000;
const now = Date.now();
let serials = 1_000;

/** Issues what is wanted. Its key is elliptic unless told otherwise: those are made at once. */
export function issue(wanted: Wanted): Issued {
  const key = wanted.key ?? newKey(wanted.keyType ?? 'ec');
  const signer = wanted.issuer?.key ?? key;
  const algorithm = algorithmOf(signer, wanted.hash ?? 'sha256');
  const content = contentOf(wanted, key, algorithm);
  const signature = sign(wanted.hash ?? 'sha256', toDer(content), signer);
  const der = toDer(sequence(content, algorithm, bits(signature)));
  return {
    name: wanted.name,
    key,
    certificate: new X509Certificate(der),
    pem: pem('CERTIFICATE', der),
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function newKey(keyType: 'ec' | 'rsa'): KeyObject {
  return keyType === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

function algorithmOf(key: KeyObject, hash: NonNullable<Wanted['hash']>): Asn1 {
  const isEc = key.asymmetricKeyType === 'ec';
  const id = oid(SIGNATURE_OIDS[isEc ? 'ec' : 'rsa'][hash]);
  return isEc ? sequence(id) : sequence(id, nothing());
}

function contentOf(wanted: Wanted, key: KeyObject, algorithm: Asn1): Asn1 {
  const { name, issuer, names, from = now - HOUR, to = now + 24 * HOUR } = wanted;
  const kind =
    names === undefined
      ? authorityConstraints(wanted.pathLength)
      : subjectAlternativeName(names.map(requireServerName));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  serials += 1;
  return sequence(
    tagged(0, integer(2)),
    integer(wanted.serial ?? serials),
    algorithm,
    nameNode(issuer?.name ?? name),
    sequence(time(from), time(to)),
    nameNode(name),
    parseDer(publicKey),
    tagged(3, sequence(...[kind, ...(wanted.extensions ?? [])].map(extensionNode))),
  );
}

function nameNode(name: string): Asn1 {
  const text = Buffer.from(name);
  return sequence(
    setOf(sequence(oid('2.5.4.3'), parseDer(Buffer.concat([Buffer.of(0x0c, text.length), text])))),
  );
}

function extensionNode({ id, critical, value }: Extension): Asn1 {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(toDer(value)));
}
