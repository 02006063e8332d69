import { Buffer } from 'node:buffer';
import forge from 'node-forge';
import { dateAt } from '../platform/clock.ts';

const { asn1 } = forge;
const { Class, Type } = asn1;

/** A node of an ASN.1 tree. */
export type Asn1 = forge.asn1.Asn1;

/** The first moment a certificate writes as GeneralizedTime, RFC 5280 §4.1.2.5. */
const YEAR_2050 = 2_524_608_000_000;

/** The last moment there is a form for, 9999-12-31T23:59:59Z; RFC 5280 §4.1.2.5 takes it for "no end" too. */
const LAST_MOMENT = 253_402_300_799_000;

/** Deepest nesting read; an OCSP request needs 8, a certificate 9. */
const MAX_DEPTH = 24;

// The typings know only the old boolean second parameter of `fromDer`.
const fromDer = asn1.fromDer as unknown as (bytes: string, options: object) => Asn1;

const primitive = (type: forge.asn1.Type, content: Uint8Array): Asn1 =>
  asn1.create(Class.UNIVERSAL, type, false, Buffer.from(content).toString('latin1'));

export const sequence = (...children: readonly Asn1[]): Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [...children]);

/** A SET OF in the order DER demands, X.690 §11.6. */
export function setOf(...children: readonly Asn1[]): Asn1 {
  const ordered = children.map((child) => ({ child, der: toDer(child) }));
  ordered.sort((a, b) => Buffer.compare(a.der, b.der));
  return asn1.create(
    Class.UNIVERSAL,
    Type.SET,
    true,
    ordered.map(({ child }) => child),
  );
}

export const oid = (dotted: string): Asn1 =>
  asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(dotted).getBytes());

/** A non-negative INTEGER. */
export function integer(value: number | bigint): Asn1 {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const padded = bytes.readUInt8(0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return primitive(Type.INTEGER, padded);
}

export const enumerated = (value: number): Asn1 => primitive(Type.ENUMERATED, Buffer.of(value));

export const boolean = (value: boolean): Asn1 => primitive(Type.BOOLEAN, Buffer.of(value ? 0xff : 0));

export const nothing = (): Asn1 => primitive(Type.NULL, Buffer.alloc(0));

export const octets = (content: Uint8Array): Asn1 => primitive(Type.OCTETSTRING, content);

/** A BIT STRING; `unused` is the number of bits of the last byte that do not count. */
export const bits = (content: Uint8Array, unused = 0): Asn1 =>
  primitive(Type.BITSTRING, Buffer.concat([Buffer.of(unused), content]));

export const generalizedTime = (milliseconds: number): Asn1 =>
  primitive(
    Type.GENERALIZEDTIME,
    Buffer.from(asn1.dateToGeneralizedTime(dateAt(Math.min(milliseconds, LAST_MOMENT)))),
  );

/** A moment as certificates and revocation lists write it, RFC 5280 §4.1.2.5. */
export const time = (milliseconds: number): Asn1 =>
  milliseconds < YEAR_2050
    ? primitive(Type.UTCTIME, Buffer.from(asn1.dateToUtcTime(dateAt(milliseconds))))
    : generalizedTime(milliseconds);

/** `[tag]` around whole elements: EXPLICIT, or IMPLICIT over a constructed type. */
export const tagged = (tag: number, ...children: readonly Asn1[]): Asn1 =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag, true, [...children]);

/** `[tag] IMPLICIT` over a primitive type. */
export const implicit = (tag: number, content: Uint8Array): Asn1 =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag, false, Buffer.from(content).toString('latin1'));

export const toDer = (node: Asn1): Buffer => Buffer.from(asn1.toDer(node).getBytes(), 'latin1');

/**
 * Reads exactly one DER element; strings stay as they are, so that `toDer` gives the same bytes back.
 * Throws an `Error` of the library for anything else.
 */
export const parseDer = (der: Uint8Array): Asn1 =>
  fromDer(Buffer.from(der).toString('latin1'), {
    strict: true,
    parseAllBytes: true,
    decodeBitStrings: false,
    maxDepth: MAX_DEPTH,
  });

/** The elements of a constructed node; none for a primitive one. */
export const childrenOf = (node: Asn1 | undefined): readonly Asn1[] =>
  node !== undefined && Array.isArray(node.value) ? node.value : [];

/** The content of a primitive node; undefined for a constructed or absent one. */
export const contentOf = (node: Asn1 | undefined): Buffer | undefined =>
  node === undefined || Array.isArray(node.value) ? undefined : Buffer.from(node.value, 'latin1');

/** Whether `node` is the universal type of that number. */
export const isUniversal = (node: Asn1 | undefined, type: forge.asn1.Type): node is Asn1 =>
  node !== undefined && node.tagClass === Class.UNIVERSAL && node.type === type;

/** Whether `node` is the context-specific `[tag]`. */
export const isTagged = (node: Asn1 | undefined, tag: number): node is Asn1 =>
  // `type` is the tag number here, whatever the typings call it.
  node !== undefined && node.tagClass === Class.CONTEXT_SPECIFIC && Number(node.type) === tag;

/** The dotted text of an OBJECT IDENTIFIER; undefined for anything else. */
export const dottedOid = (node: Asn1 | undefined): string | undefined => {
  const content = isUniversal(node, Type.OID) ? contentOf(node) : undefined;
  return content === undefined ? undefined : asn1.derToOid(content.toString('latin1'));
};

/** The universal type numbers. */
export const TYPE = Type;
