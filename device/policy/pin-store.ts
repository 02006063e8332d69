import { createHash, X509Certificate } from 'node:crypto';
import { messageOf } from '../../platform/errors/index.ts';
import { readCertificate } from '../../protocol/x509/certificate.ts';
import type { Registry, RegistryValue } from '../state/registry.ts';
import type { RegistryChange } from './reg-file.ts';

/** The machine's certificate store a WSUS is pinned by (online service facts §6.3), one key below it a certificate. */
export const PIN_STORE_KEY =
  'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\WindowsServerUpdateServices\\Certificates';
/** A store holds the certificate of a server and the one it is renewed with. */
const MOST_CERTIFICATES = 100;
/** A certificate has some kilobytes, and its other properties less. */
const MOST_BLOB_BYTES = 256 * 1024;
/** Property identifiers of a serialized certificate: the SHA-1 and the certificate itself. */
const SHA1_PROPERTY = 3;
const CERTIFICATE_PROPERTY = 32;
/** Identifier, a 1, and length of an element, four bytes each. */
const ELEMENT_HEAD = 12;

/** The pin store of a device. */
export interface PinStore {
  /** DER in base64, in the order of their keys. */
  readonly certificates: readonly string[];
  /** What is in the store and is no certificate, in a sentence each. */
  readonly problems: readonly string[];
}

/** Reads the certificates of the pin store; what is none is left out. */
export function readPinStore(registry: Registry): PinStore {
  const names = registry.subkeys(PIN_STORE_KEY);
  const problems =
    names.length > MOST_CERTIFICATES
      ? [`the pin store has ${names.length} certificates, of which ${MOST_CERTIFICATES} count`]
      : [];
  const certificates: string[] = [];
  for (const name of names.slice(0, MOST_CERTIFICATES)) {
    const found = certificateIn(registry.value(`${PIN_STORE_KEY}\\${name}`, 'Blob'));
    if (found.kind === 'certificate') certificates.push(found.der.toString('base64'));
    else problems.push(`the pin store has no certificate in ${name.slice(0, 60)}: ${found.reason}`);
  }
  return { certificates, problems };
}

/** Puts a certificate, in PEM or DER, into the pin store. Throws where node:crypto cannot read it. */
export function pinChange(certificate: string | Uint8Array): RegistryChange {
  const { raw } = new X509Certificate(certificate);
  const sha1 = createHash('sha1').update(raw).digest();
  const blob = Buffer.concat([element(SHA1_PROPERTY, sha1), element(CERTIFICATE_PROPERTY, raw)]);
  return {
    kind: 'set',
    key: `${PIN_STORE_KEY}\\${sha1.toString('hex').toUpperCase()}`,
    name: 'Blob',
    value: { type: 'REG_BINARY', data: blob.toString('hex') },
  };
}

type Found =
  | { readonly kind: 'certificate'; readonly der: Buffer }
  | { readonly kind: 'none'; readonly reason: string };

function certificateIn(value: RegistryValue | undefined): Found {
  const none = (reason: string): Found => ({ kind: 'none', reason });
  if (value?.type !== 'REG_BINARY') return none('Blob is no REG_BINARY');
  if (value.data.length > 2 * MOST_BLOB_BYTES) return none(`Blob has more than ${MOST_BLOB_BYTES} bytes`);
  const blob = Buffer.from(value.data, 'hex');
  for (let at = 0; at + ELEMENT_HEAD <= blob.length; ) {
    const end = at + ELEMENT_HEAD + blob.readUInt32LE(at + 8);
    if (end > blob.length) return none('Blob ends within an element');
    if (blob.readUInt32LE(at) === CERTIFICATE_PROPERTY) return checked(blob.subarray(at + ELEMENT_HEAD, end));
    at = end;
  }
  return none(`Blob has no element ${CERTIFICATE_PROPERTY}`);
}

function checked(der: Buffer): Found {
  try {
    readCertificate(der);
    return { kind: 'certificate', der };
  } catch (error) {
    return { kind: 'none', reason: messageOf(error) };
  }
}

function element(property: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(ELEMENT_HEAD);
  head.writeUInt32LE(property, 0);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(data.length, 8);
  return Buffer.concat([head, data]);
}
