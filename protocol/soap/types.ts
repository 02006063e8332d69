/**
 * The vocabulary contracts are written in. A contract names each element once: its type, its place, how often
 * it occurs. Decoding, encoding, the TypeScript type (`TypeOf`) and the WSDL are derived from it.
 */

/** A value that fits between two tags. */
export interface Scalar<T> {
  readonly kind: 'scalar';
  /** Name in the XML Schema namespace, or `guid` of the Microsoft types namespace, or an enumeration's own. */
  readonly xsd: string;
  /** What the .NET serialisers of the real services put where the element is missing; undefined for references. */
  readonly absent: T | undefined;
  /** The permitted texts, for enumerations. */
  readonly values?: readonly string[];
  /** Whether no value's text holds a character that needs escaping. */
  readonly isPlain: boolean;
  /** The value written as `text`, or undefined when the text is none of this type. */
  parse(text: string): T | undefined;
  format(value: T): string;
}

/** Zero or more `item` elements inside one wrapper element. */
export interface ArrayOf<T> {
  readonly kind: 'array';
  readonly name: string;
  readonly item: string;
  readonly of: Type<T>;
  readonly nillable: boolean;
  readonly minOccurs: 0 | 1;
}

/** One child element of a complex type. */
export interface Field<T, Required extends boolean = boolean> {
  readonly type: Type<T>;
  readonly required: Required;
  readonly nillable: boolean;
  /** Sent by clients newer than the published WSDL: decoded, not shown at `?wsdl`. */
  readonly beyondWsdl: boolean;
}

/** The fields of a complex type, in the order of the wire. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** One attribute of a complex type. */
export interface Attribute<T = unknown, Required extends boolean = boolean> {
  readonly type: Scalar<T>;
  readonly required: Required;
}

/** Attributes of a complex type, all of them scalars, in the order of the wire. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Those of a type that has none. */
export type NoAttributes = Readonly<Record<never, never>>;

/** A sequence of named elements. */
export interface Complex<F extends Fields = Fields, A extends Attributes = Attributes> {
  readonly kind: 'complex';
  readonly name: string;
  readonly fields: F;
  readonly attributes?: A;
}

/** Anything an element can hold. `T` is carried for `TypeOf` only. */
export type Type<T> = Scalar<T> | ArrayOf<unknown> | Complex;

/** The TypeScript shape of a contract type. */
export type TypeOf<T> =
  T extends Scalar<infer V>
    ? V
    : T extends { readonly kind: 'array'; readonly of: infer I }
      ? readonly TypeOf<I>[]
      : T extends Complex<infer F, infer A>
        ? ShapeOf<F> & ShapeOf<A>
        : never;

type ShapeOf<F extends Fields | Attributes> = {
  readonly [K in keyof F as F[K]['required'] extends true ? K : never]: TypeOf<F[K]['type']>;
} & {
  readonly [K in keyof F as F[K]['required'] extends true ? never : K]?: TypeOf<F[K]['type']>;
};

/** An element that occurs exactly once. */
export function one<T extends Type<unknown>>(type: T): FieldOf<T, true> {
  return { type, required: true, nillable: false, beyondWsdl: false };
}

/** An element that may be missing. */
export function optional<T extends Type<unknown>>(type: T): FieldOf<T, false> {
  return { type, required: false, nillable: false, beyondWsdl: false };
}

/** An element that may be missing, or there with `xsi:nil`. Decoding takes nil as missing. */
export function nillable<T extends Type<unknown>>(type: T): FieldOf<T, false> {
  return { type, required: false, nillable: true, beyondWsdl: false };
}

/** An element that newer clients send though the published WSDL does not name it (captures 06 to 10). */
export function beyondWsdl<T extends Type<unknown>>(type: T): FieldOf<T, false> {
  return { type, required: false, nillable: false, beyondWsdl: true };
}

/** A field that keeps the exact contract type, which `TypeOf` needs. */
export interface FieldOf<T extends Type<unknown>, Required extends boolean> {
  readonly type: T;
  readonly required: Required;
  readonly nillable: boolean;
  readonly beyondWsdl: boolean;
}

/** A named sequence of elements, its tag with attributes where there are any. */
export function complex<const F extends Fields, const A extends Attributes = NoAttributes>(
  name: string,
  fields: F,
  attributes?: A,
): Complex<F, A> {
  return { kind: 'complex', name, fields, ...(attributes && { attributes }) };
}

/** An array that keeps the exact type of its items, which `TypeOf` needs. */
export interface TypedArray<T extends Type<unknown>> extends Omit<ArrayOf<unknown>, 'of'> {
  readonly of: T;
}

/** A wrapper element `name` around `item` elements of type `of`. */
export function arrayOf<T extends Type<unknown>>(
  name: string,
  item: string,
  of: T,
  more: { nillable?: boolean; minOccurs?: 0 | 1 } = {},
): TypedArray<T> {
  return { kind: 'array', name, item, of, nillable: more.nillable ?? false, minOccurs: more.minOccurs ?? 0 };
}
