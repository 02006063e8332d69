import type { Handwriting } from './contract.ts';
import { createTextSink, type Sink } from './sink.ts';
import type { ArrayOf, Complex, Type, TypeOf } from './types.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';

/**
 * An element already written, tags included, as UTF-8: stored fragments go out through this without being built,
 * or even looked at, again.
 */
export class Written {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The element `xml`. */
  static of(xml: string): Written {
    return new Written(Buffer.from(xml));
  }
}

/** A value to encode: the contract's own shape, where any element may be `Written` already. */
export type Encodable<T> =
  | Written
  | (T extends readonly (infer I)[]
      ? readonly Encodable<I>[]
      : T extends Buffer
        ? T
        : T extends object
          ? { readonly [K in keyof T]: Encodable<T[K]> }
          : T);

type Encoder = (sink: Sink, tag: string, value: unknown) => void;

/** How each service closes an empty element (captures 01 and 30). */
const EMPTY_END: Readonly<Record<Handwriting, string>> = { wcf: '/>', asmx: ' />' };

const compiled: Readonly<Record<Handwriting, WeakMap<Type<unknown>, Encoder>>> = {
  wcf: new WeakMap(),
  asmx: new WeakMap(),
};

/**
 * Writes `value` as the element `tag` of contract type `type` into `sink`. `tag` may carry attributes such as a
 * namespace declaration: `GetConfigResponse xmlns="…"`. Missing optional fields are left out, as the real
 * services do.
 */
export function encode<T extends Complex>(
  type: T,
  tag: string,
  value: Encodable<TypeOf<T>>,
  handwriting: Handwriting,
  sink: Sink,
): void {
  encoderOf(type, handwriting)(sink, tag, value);
}

/** Like `encode`, into a string. */
export function encodeText<T extends Complex>(
  type: T,
  tag: string,
  value: Encodable<TypeOf<T>>,
  handwriting: Handwriting,
): string {
  const sink = createTextSink();
  encode(type, tag, value, handwriting, sink);
  return sink.result();
}

function encoderOf(type: Type<unknown>, handwriting: Handwriting): Encoder {
  const known = compiled[handwriting].get(type);
  if (known !== undefined) return known;
  // Contract types may refer to themselves, so the entry exists before its parts are compiled.
  let encoder: Encoder = () => {};
  compiled[handwriting].set(type, (sink, tag, value) => encoder(sink, tag, value));
  encoder = compile(type, handwriting);
  compiled[handwriting].set(type, encoder);
  return encoder;
}

function compile(type: Type<unknown>, handwriting: Handwriting): Encoder {
  const end = EMPTY_END[handwriting];
  if (type.kind === 'scalar') {
    return (sink, tag, value) => {
      const text = type.isPlain ? type.format(value) : escapeText(type.format(value));
      sink.text(text === '' ? `<${tag}${end}` : `<${tag}>${text}</${bare(tag)}>`);
    };
  }
  return type.kind === 'array'
    ? compileArray(type, handwriting, end)
    : compileComplex(type, handwriting, end);
}

function compileArray(type: ArrayOf<unknown>, handwriting: Handwriting, end: string): Encoder {
  const item = encoderOf(type.of, handwriting);
  return (sink, tag, value) => {
    const items = value as readonly unknown[];
    if (items.length === 0) {
      sink.text(`<${tag}${end}`);
      return;
    }
    sink.text(`<${tag}>`);
    for (const one of items) write(sink, item, type.item, one);
    sink.text(`</${bare(tag)}>`);
  };
}

function compileComplex(type: Complex, handwriting: Handwriting, end: string): Encoder {
  const fields = Object.entries(type.fields).map(
    ([name, field]) => [name, encoderOf(field.type, handwriting)] as const,
  );
  const attributes = Object.entries(type.attributes ?? {});
  return (sink, tag, value) => {
    const given = value as Readonly<Record<string, unknown>>;
    let head = tag;
    for (const [name, { type: scalar }] of attributes) {
      if (given[name] === undefined) continue;
      const text = scalar.format(given[name]);
      head += ` ${name}="${scalar.isPlain ? text : escapeAttribute(text)}"`;
    }
    let isEmpty = true;
    for (const [name, encoder] of fields) {
      const part = given[name];
      if (part === undefined) continue;
      if (isEmpty) sink.text(`<${head}>`);
      isEmpty = false;
      write(sink, encoder, name, part);
    }
    sink.text(isEmpty ? `<${head}${end}` : `</${bare(tag)}>`);
  };
}

function write(sink: Sink, encoder: Encoder, tag: string, value: unknown): void {
  if (value instanceof Written) sink.bytes(value.bytes);
  else encoder(sink, tag, value);
}

function bare(tag: string): string {
  const space = tag.indexOf(' ');
  return space === -1 ? tag : tag.slice(0, space);
}
