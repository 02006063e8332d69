import { Buffer } from 'node:buffer';
import { createHash, sign } from 'node:crypto';
import { readCabinet, withSignatureReserve } from '../../pki/authenticode/cabinet.ts';
import {
  type Asn1,
  childrenOf,
  implicit,
  integer,
  nothing,
  octets,
  oid,
  parseDer,
  sequence,
  setOf,
  tagged,
  toDer,
} from '../../pki/der.ts';
import { writeCab } from '../../protocol/codecs/cab-writer.ts';
import { CHECKSUM_AT, certificatesAt, type ExecutableLayout, inertExecutable } from './executables.ts';
import type { Issued } from './tls-certificates.ts';

/** A signature as a test wants it, right or wrong. What is left out is as it should be. */
export interface SignatureWish {
  readonly signer: Issued;
  /** Certificates sent along; the signer's alone. */
  readonly sent?: readonly Issued[];
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** The file's digest that is signed. */
  readonly digest?: Buffer;
  /** SpcAttributeTypeAndOptionalValue's type. */
  readonly dataType?: string;
  /** Who is named as signer. */
  readonly named?: Issued;
  /** Attributes that are not signed, of the signature's bytes. */
  readonly unsigned?: (signature: Buffer) => readonly Asn1[];
  /** Changes the attributes before they are signed. */
  readonly attributes?: (attributes: readonly Asn1[]) => readonly Asn1[];
}

const HASH_OIDS = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
const DATA_TYPES = { cabinet: '1.3.6.1.4.1.311.2.1.25', executable: '1.3.6.1.4.1.311.2.1.15' } as const;
const INDIRECT_DATA = '1.3.6.1.4.1.311.2.1.4';

export const attribute = (id: string, value: Asn1): Asn1 => sequence(oid(id), setOf(value));
export const hashNode = (hash: keyof typeof HASH_OIDS): Asn1 => sequence(oid(HASH_OIDS[hash]), nothing());
export const digestOf = (bytes: Uint8Array, hash: string): Buffer => createHash(hash).update(bytes).digest();

/** A small cabinet without signature. */
export function plainCabinet(bytes = 2_000): Buffer {
  const modified = { year: 2026, month: 6, day: 1, hour: 12, minute: 0, second: 0 };
  return Buffer.from(writeCab([{ name: 'update.bin', data: Buffer.alloc(bytes, 'update '), modified }]));
}

/** A cabinet with such a signature. */
export function signedCabinet(wish: SignatureWish, cabinet: Uint8Array = plainCabinet()): Buffer {
  const parts = readCabinet(cabinet);
  const unsigned = withSignatureReserve(parts, 0);
  const holes = [
    [4, 8],
    [34, 56],
  ] as const;
  const signature = padded(signatureOver('cabinet', without(unsigned, holes), wish));
  return Buffer.concat([withSignatureReserve(parts, signature.length), signature]);
}

/** An executable with such a signature. */
export function signedExecutable(
  wish: SignatureWish,
  layout: ExecutableLayout = 'pe32+',
  executable: Buffer = inertExecutable(layout),
): Buffer {
  const directory = certificatesAt(layout);
  const holes = [
    [CHECKSUM_AT, CHECKSUM_AT + 4],
    [directory, directory + 8],
  ] as const;
  const signature = padded(signatureOver('executable', without(executable, holes), wish));
  return withTable(executable, layout, certificateEntry(signature));
}

/** WIN_CERTIFICATE. */
export function certificateEntry(
  content: Uint8Array,
  revision = 0x0200,
  type = 2,
  length = content.length + 8,
): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(length, 0);
  header.writeUInt16LE(revision, 4);
  header.writeUInt16LE(type, 6);
  return padded(Buffer.concat([header, content]));
}

/** An executable with that table of certificates behind it. */
export function withTable(executable: Buffer, layout: ExecutableLayout, table: Buffer): Buffer {
  const signed = Buffer.concat([executable, table]);
  signed.writeUInt32LE(executable.length, certificatesAt(layout));
  signed.writeUInt32LE(table.length, certificatesAt(layout) + 4);
  return signed;
}

export function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}

function without(file: Buffer, holes: readonly (readonly [number, number])[]): Buffer {
  const starts = [0, ...holes.map(([, end]) => end)];
  return Buffer.concat(starts.map((start, index) => file.subarray(start, holes[index]?.[0] ?? file.length)));
}

function signatureOver(form: keyof typeof DATA_TYPES, covered: Buffer, wish: SignatureWish): Buffer {
  const { hash = 'sha256', digest = digestOf(covered, hash), dataType = DATA_TYPES[form] } = wish;
  const link = tagged(2, implicit(0, Buffer.from('<<<Obsolete>>>', 'utf16le').swap16()));
  const data = form === 'cabinet' ? link : sequence(bitsOfNothing(), tagged(0, link));
  const content = sequence(sequence(oid(dataType), data), sequence(hashNode(hash), octets(digest)));
  return signedDataOf(INDIRECT_DATA, content, wish);
}

// SpcPeImageFlags: an empty BIT STRING.
const bitsOfNothing = (): Asn1 => parseDer(Buffer.of(0x03, 0x01, 0x00));

/** SignedData over `content` of that type. */
export function signedDataOf(type: string, content: Asn1, wish: SignatureWish): Buffer {
  const { hash = 'sha256', signer, sent = [signer] } = wish;
  return toDer(
    sequence(
      oid('1.2.840.113549.1.7.2'),
      tagged(
        0,
        sequence(
          integer(1),
          setOf(hashNode(hash)),
          sequence(oid(type), tagged(0, content)),
          tagged(0, ...sent.map(({ certificate }) => parseDer(certificate.raw))),
          setOf(signerInfo(type, contentBytes(content), wish)),
        ),
      ),
    ),
  );
}

// The content of its element, without tag and length.
function contentBytes(content: Asn1): Buffer {
  const inner = childrenOf(content);
  return inner.length > 0 ? Buffer.concat(inner.map(toDer)) : Buffer.from(String(content.value), 'latin1');
}

/** SignerInfo over `bytes`, content of that type. */
export function signerInfo(type: string, bytes: Uint8Array, wish: SignatureWish): Asn1 {
  const { signer, hash = 'sha256', named = signer, attributes = (given) => given, unsigned } = wish;
  const usual = [
    attribute('1.2.840.113549.1.9.3', oid(type)),
    attribute('1.2.840.113549.1.9.4', octets(digestOf(bytes, hash))),
  ];
  const signed = setOf(...attributes(usual));
  const signature = sign(hash, toDer(signed), signer.key);
  const [issuer, serial] = issuerAndSerial(named);
  const algorithm = signer.key.asymmetricKeyType === 'ec' ? '1.2.840.10045.2.1' : '1.2.840.113549.1.1.1';
  const rest = unsigned?.(signature) ?? [];
  return sequence(
    integer(1),
    sequence(issuer, serial),
    hashNode(hash),
    tagged(0, ...childrenOf(signed)),
    sequence(oid(algorithm), ...(signer.key.asymmetricKeyType === 'ec' ? [] : [nothing()])),
    octets(signature),
    ...(rest.length > 0 ? [tagged(1, ...rest)] : []),
  );
}

function issuerAndSerial({ certificate }: Issued): readonly [Asn1, Asn1] {
  const [, serial, , issuer] = childrenOf(childrenOf(parseDer(certificate.raw))[0]);
  if (issuer === undefined || serial === undefined) throw new Error('a certificate without issuer');
  return [issuer, serial];
}
