import type { Scalar } from './types.ts';

const identity = (text: string): string => text;

function whole(xsd: string, least: number, most: number): Scalar<number> {
  return {
    kind: 'scalar',
    xsd,
    absent: 0,
    isPlain: true,
    parse: (text) => {
      const trimmed = text.trim();
      if (!/^[+-]?\d{1,11}$/.test(trimmed)) return undefined;
      const value = Number(trimmed);
      return value >= least && value <= most ? value : undefined;
    },
    format: String,
  };
}

/** xs:string. */
export const string: Scalar<string> = {
  kind: 'scalar',
  xsd: 'string',
  absent: undefined,
  isPlain: false,
  parse: identity,
  format: identity,
};
/** xs:int, 32 bits with sign. */
export const int = whole('int', -0x80000000, 0x7fffffff);
/** xs:short, 16 bits with sign. */
export const short = whole('short', -0x8000, 0x7fff);
/** xs:unsignedByte. */
export const unsignedByte = whole('unsignedByte', 0, 0xff);
/** xs:unsignedInt. */
export const unsignedInt = whole('unsignedInt', 0, 0xffffffff);

const LEAST_LONG = -(2n ** 63n);
const MOST_LONG = 2n ** 63n - 1n;

/** xs:long: driver versions pass 2^53, so these are BigInt. */
export const long: Scalar<bigint> = {
  kind: 'scalar',
  xsd: 'long',
  absent: 0n,
  isPlain: true,
  parse: (text) => {
    const trimmed = text.trim();
    if (!/^[+-]?\d{1,20}$/.test(trimmed)) return undefined;
    const value = BigInt(trimmed.replace('+', ''));
    return value >= LEAST_LONG && value <= MOST_LONG ? value : undefined;
  },
  format: String,
};

/** xs:boolean; written as `true` and `false`. */
export const boolean: Scalar<boolean> = {
  kind: 'scalar',
  xsd: 'boolean',
  absent: false,
  isPlain: true,
  parse: (text) => {
    const trimmed = text.trim();
    if (trimmed === 'true' || trimmed === '1') return true;
    return trimmed === 'false' || trimmed === '0' ? false : undefined;
  },
  format: String,
};

/**
 * xs:dateTime, kept as its text: the fraction has up to seven digits with trailing zeros cut, and a client
 * echoes it as it came (capture 03). Compare with `ticksOf`, which also tells whether it is a time at all:
 * sanitised records have other text in their place.
 */
export const dateTime: Scalar<string> = {
  kind: 'scalar',
  xsd: 'dateTime',
  absent: '0001-01-01T00:00:00',
  isPlain: false,
  parse: (text) => text.trim(),
  format: identity,
};

const SPACE = /\s+/;

/**
 * The bytes of base64 without white space, or undefined. Node skips what it does not know, so that too few bytes come
 * of a text that has any of it; but it also reads the URL-safe alphabet, stops at the first `=`, and takes a letter of
 * another script for the one its lower byte stands for.
 */
function denseBase64(text: string): Buffer | undefined {
  if (text.includes('-') || text.includes('_') || Buffer.byteLength(text) !== text.length) return undefined;
  const padding = text.indexOf('=');
  if (padding !== -1 && (padding < text.length - 2 || !text.endsWith('='))) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const padded = padding === -1 ? 0 : text.length - padding;
  return (text.length / 4) * 3 - padded === bytes.length ? bytes : undefined;
}

/** xs:base64Binary as bytes. */
export const base64Binary: Scalar<Buffer> = {
  kind: 'scalar',
  xsd: 'base64Binary',
  absent: undefined,
  isPlain: true,
  parse: (text) =>
    denseBase64(text) ?? (SPACE.test(text) ? denseBase64(text.replace(/\s+/g, '')) : undefined),
  format: (value) => value.toString('base64'),
};

const GUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** The guid of `http://microsoft.com/wsdl/types/`, its case kept. */
export const guid: Scalar<string> = {
  kind: 'scalar',
  xsd: 'guid',
  absent: '00000000-0000-0000-0000-000000000000',
  isPlain: false,
  parse: (text) => {
    const trimmed = text.trim();
    return GUID.test(trimmed) ? trimmed : undefined;
  },
  format: identity,
};

/** One of `values`, under the type name `xsd` of the service's own schema. */
export function enumeration<const V extends string>(xsd: string, values: readonly V[]): Scalar<V> {
  return {
    kind: 'scalar',
    xsd,
    absent: undefined,
    isPlain: false,
    values,
    parse: (text) => values.find((value) => value === text.trim()),
    format: identity,
  };
}

/** A word among `values` that newer clients add to: others are taken as they are, and shown in no WSDL. */
export function openEnumeration<const V extends string>(xsd: string, values: readonly V[]): Scalar<string> {
  return { ...enumeration(xsd, values), parse: (text) => WORD.exec(text.trim())?.[0] } as Scalar<string>;
}

const WORD = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
