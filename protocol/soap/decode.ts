import type { ArrayOf, Attribute, Complex, Field, Scalar, Type, TypeOf } from './types.ts';
import type { XmlAttribute } from './xml-attributes.ts';
import type { XmlReader } from './xml-reader.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** Most unknown elements kept for the record of one message; newer clients send three. */
const UNKNOWN_KEPT = 1000;
/** Characters of them kept for the record of one message; what is longer is cut. A newer client sends some 2,000. */
export const UNKNOWN_CHARACTERS = 16 * 1024;

/** The message is XML but not of the contract; `parameter` is the path of the element at fault. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly parameter: string;

  constructor(parameter: string, what: string) {
    super(`${parameter}: ${what}`);
    this.parameter = parameter;
  }
}

/** An element no contract knows: kept for the record, not understood. */
export interface UnknownElement {
  /** Names from the operation's element down, joined with dots. */
  readonly path: string;
  /** As it stood; cut, with an ellipsis at its end, where the message held too much. */
  readonly xml: string;
  /** Positions, from 0, of the array items the element lies in, the outermost first. */
  readonly items: readonly number[];
}

/** What a decoder needs beside the reader. */
export interface DecodeContext {
  readonly reader: XmlReader;
  /** That of the operation and of all elements in it. */
  readonly namespace: string;
  /** Most items one array may hold. */
  readonly arrayItems: number;
  readonly unknown: UnknownElement[];
  /** Characters of unknown elements that may still be kept. */
  unknownRoom: number;
}

/** Reads the element opened last as `type`, and closes it. Throws DecodeError or XmlError. */
export function decode<T extends Complex>(type: T, context: DecodeContext, path: string): TypeOf<T> {
  return decodeComplex(type, context, path) as TypeOf<T>;
}

function decodeType(type: Type<unknown>, context: DecodeContext, path: string): unknown {
  if (type.kind === 'scalar') return decodeScalar(type, context, path);
  return type.kind === 'array' ? decodeArray(type, context, path) : decodeComplex(type, context, path);
}

function decodeScalar(type: Scalar<unknown>, context: DecodeContext, path: string): unknown {
  const text = context.reader.text();
  const value = type.parse(text);
  if (value === undefined) throw new DecodeError(path, `"${text.slice(0, 60)}" is no ${type.xsd}`);
  return value;
}

function decodeComplex(type: Complex, context: DecodeContext, path: string): Record<string, unknown> {
  const { reader } = context;
  const plan = planOf(type);
  const value: Record<string, unknown> = {};
  if (plan.attributes !== undefined) decodeAttributes(plan.attributes, reader.attributes, path, value);
  const { fields, required } = plan;
  while (reader.child()) {
    const name = reader.local;
    const field = reader.uri === context.namespace ? fields.get(name) : undefined;
    if (field === undefined) passUnknown(context, join(path, name));
    else if (isNil(reader.attributes)) reader.skip();
    else if (Object.hasOwn(value, name)) throw new DecodeError(join(path, name), 'the element occurs twice');
    else value[name] = decodeType(field.type, context, join(path, name));
  }
  for (const [name, field] of required) {
    if (Object.hasOwn(value, name)) continue;
    if (field.type.kind === 'scalar' && field.type.absent !== undefined) value[name] = field.type.absent;
    else throw new DecodeError(join(path, name), 'the element is missing');
  }
  return value;
}

function decodeAttributes(
  attributes: ReadonlyMap<string, Attribute>,
  given: readonly XmlAttribute[],
  path: string,
  value: Record<string, unknown>,
): void {
  for (const { local, uri, value: text } of given) {
    const attribute = uri === '' ? attributes.get(local) : undefined;
    if (attribute === undefined) continue;
    const parsed = attribute.type.parse(text);
    if (parsed === undefined)
      throw new DecodeError(join(path, local), `"${text.slice(0, 60)}" is no ${attribute.type.xsd}`);
    value[local] = parsed;
  }
  for (const [name, { required }] of attributes) {
    if (required && !Object.hasOwn(value, name))
      throw new DecodeError(join(path, name), 'the attribute is missing');
  }
}

function decodeArray(type: ArrayOf<unknown>, context: DecodeContext, path: string): unknown[] {
  const { reader } = context;
  const items: unknown[] = [];
  const tags = fastTagsOf(type);
  const fast = tags !== undefined && reader.defaultUri === context.namespace;
  for (;;) {
    if (fast) {
      for (
        let integer = reader.plainInteger(tags.open, tags.close);
        integer !== undefined;
        integer = reader.plainInteger(tags.open, tags.close)
      ) {
        items.push(integer);
        if (items.length > context.arrayItems) throw tooMany(path, context);
      }
    }
    if (!reader.child()) return items;
    if (reader.local !== type.item || reader.uri !== context.namespace) {
      passUnknown(context, join(path, reader.local));
    } else if (isNil(reader.attributes)) reader.skip();
    else items.push(decodeItem(type, context, join(path, type.item), items.length));
    if (items.length > context.arrayItems) throw tooMany(path, context);
  }
}

function decodeItem(type: ArrayOf<unknown>, context: DecodeContext, path: string, position: number): unknown {
  const { unknown } = context;
  const before = unknown.length;
  const item = decodeType(type.of, context, path);
  for (let at = before; at < unknown.length; at++) {
    const one = unknown[at];
    if (one !== undefined) unknown[at] = { ...one, items: [position, ...one.items] };
  }
  return item;
}

function passUnknown(context: DecodeContext, path: string): void {
  const whole = context.reader.skip();
  if (context.unknown.length >= UNKNOWN_KEPT) return;
  // Through bytes, since the first part of a string keeps all of it in memory.
  const room = context.unknownRoom;
  const xml = whole.length <= room ? whole : `${Buffer.from(whole.slice(0, room)).toString()}…`;
  context.unknownRoom -= Math.min(room, whole.length);
  context.unknown.push({ path, xml, items: [] });
}

function tooMany(path: string, context: DecodeContext): DecodeError {
  return new DecodeError(path, `more than ${context.arrayItems} items`);
}

function isNil(attributes: readonly XmlAttribute[]): boolean {
  if (attributes.length === 0) return false;
  return attributes.some(
    (one) => one.local === 'nil' && one.uri === XSI && /^\s*(true|1)\s*$/.test(one.value),
  );
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The fields of a type, ready to be looked up by what a message calls them. */
interface Plan {
  readonly fields: ReadonlyMap<string, Field<unknown>>;
  readonly required: readonly (readonly [string, Field<unknown>])[];
  /** undefined for the many types that have none. */
  readonly attributes: ReadonlyMap<string, Attribute> | undefined;
}

const plans = new WeakMap<Complex, Plan>();

function planOf(type: Complex): Plan {
  let plan = plans.get(type);
  if (plan === undefined) {
    const fields = Object.entries(type.fields);
    plan = {
      fields: new Map(fields),
      required: fields.filter(([, field]) => field.required),
      attributes: type.attributes && new Map(Object.entries(type.attributes)),
    };
    plans.set(type, plan);
  }
  return plan;
}

interface FastTags {
  readonly open: Buffer;
  readonly close: Buffer;
}

const fastTags = new WeakMap<ArrayOf<unknown>, FastTags>();

/** The tags of an array of integers as bytes, so that a run of plain items is read without the general path. */
function fastTagsOf(type: ArrayOf<unknown>): FastTags | undefined {
  if (type.of.kind !== 'scalar' || type.of.xsd !== 'int') return undefined;
  let tags = fastTags.get(type);
  if (tags === undefined) {
    tags = { open: Buffer.from(`<${type.item}>`), close: Buffer.from(`</${type.item}>`) };
    fastTags.set(type, tags);
  }
  return tags;
}
