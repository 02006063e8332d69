import fc from 'fast-check';
import type { ArrayOf, Complex, Scalar, Type } from '../../protocol/soap/types.ts';

/** Whether XML 1.0 §2.2 allows the character `code`, written anew from the text of the specification. */
function isAllowed(code: number): boolean {
  if (code === 0x9 || code === 0xa || code === 0xd) return true;
  return (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}

/** Text of any characters XML can carry, rich in those that have a meaning there. */
export const xmlText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }).filter(isAllowed),
      fc.constantFrom(
        ...Array.from('<>&"\'\r\n\t ]]>\u{85}\u{2028}\u{feff}', (one) => one.codePointAt(0) ?? 32),
      ),
      fc.integer({ min: 0x61, max: 0x7a }),
    ),
    { maxLength: 12 },
  )
  .map((codes) => String.fromCodePoint(...codes));

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: length, maxLength: length });
const guid = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join('-'));
const whole = (min: number, max: number) => fc.integer({ min, max }).map((value) => value || 0);

function scalar({ xsd, values }: Scalar<unknown>): fc.Arbitrary<unknown> {
  if (values !== undefined) return fc.constantFrom(...values);
  const known: Record<string, fc.Arbitrary<unknown>> = {
    string: xmlText,
    int: whole(-0x80000000, 0x7fffffff),
    short: whole(-0x8000, 0x7fff),
    unsignedByte: whole(0, 0xff),
    unsignedInt: fc.bigInt({ min: 0n, max: 0xffffffffn }).map(Number),
    long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    boolean: fc.boolean(),
    dateTime: fc
      .date({ noInvalidDate: true, min: new Date(-62e12), max: new Date(253e12) })
      .map((date) => date.toISOString()),
    base64Binary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    guid,
  };
  const found = known[xsd];
  if (found === undefined) throw new Error(`no arbitrary for ${xsd}`);
  return found;
}

/** Any value of the contract type `type`; `depth` bounds types that contain themselves. */
export function anyValueOf(type: Type<unknown>, depth = 6): fc.Arbitrary<unknown> {
  if (type.kind === 'scalar') return scalar(type);
  return type.kind === 'array' ? listOf(type, depth) : recordOf(type, depth);
}

function listOf(type: ArrayOf<unknown>, depth: number): fc.Arbitrary<unknown> {
  return depth === 0 ? fc.constant([]) : fc.array(anyValueOf(type.of, depth - 1), { maxLength: 4 });
}

function recordOf(type: Complex, depth: number): fc.Arbitrary<unknown> {
  const parts: Record<string, fc.Arbitrary<unknown>> = {};
  const required: string[] = [];
  for (const [name, field] of [...Object.entries(type.fields), ...Object.entries(type.attributes ?? {})]) {
    if (depth === 0 && !field.required) continue;
    parts[name] = anyValueOf(field.type, Math.max(depth - 1, 0));
    if (field.required) required.push(name);
  }
  return fc.record(parts, { requiredKeys: required, noNullPrototype: true });
}
