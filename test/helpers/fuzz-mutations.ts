import fc from 'fast-check';

/** One change to the bytes of a request. Places and choices are numbers of any size, taken modulo what there is. */
export type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string; readonly times: number }
  | { readonly kind: 'bytes'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'duplicate'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'repeat'; readonly which: number; readonly times: number }
  | { readonly kind: 'splice'; readonly at: number; readonly other: number; readonly from: number }
  | { readonly kind: 'truncate'; readonly at: number }
  | { readonly kind: 'number'; readonly which: number; readonly value: string }
  | { readonly kind: 'text'; readonly which: number; readonly value: string };

/** What readers of XML were ever broken with, whole and in halves. */
const SNIPPETS = [
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
  '<!DOCTYPE',
  '<!ENTITY b "&b;">',
  '&b;',
  '&amp;',
  '&amp',
  '&#0;',
  '&#xD;',
  '&#xD800;',
  '&#x110000;',
  '&#99999999999999999999;',
  '<![CDATA[',
  ']]>',
  '<![CDATA[<int>1</int>]]>',
  '<![CDATA[]]>',
  '<!--',
  '-->',
  '<!-- a -->',
  '<?xml version="1.0" encoding="utf-16"?>',
  '<?xml version="1.1"?>',
  '<?a?>',
  ' xmlns="urn:a"',
  ' xmlns:s=""',
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"',
  ' a="1" a="2"',
  '<s:Header><a xmlns="urn:a" s:mustUnderstand="1"/></s:Header>',
  '<a>',
  '</a>',
  '<a/>',
  '<a:b/>',
  '<__proto__>1</__proto__>',
  '<constructor/>',
  '<',
  '>',
  '&',
  '"',
  "'",
  ' ',
  '\r\n',
  '\0',
  '\ufeff',
  '\ufffe',
  '\u{1f600}',
  '\u2028',
];

const NUMBERS = [
  ...['-1', '0', '-0', '+1', '1', '127', '128', '255', '256', '400', '401', '32767', '32768', '65536'],
  ...['2147483647', '2147483648', '-2147483648', '-2147483649', '4294967295', '4294967296'],
  ...['9007199254740993', '9223372036854775807', '9223372036854775808', '-9223372036854775809'],
  ...['99999999999999999999999999', '1e9', '1e400', '0x10', 'NaN', '1.5', '', ' 1 ', '\u0663', '1\u00a0'],
];

const TEXTS = [
  '',
  ' ',
  'true',
  '0001-01-01T00:00:00',
  '9999-12-31T23:59:59.9999999Z',
  '99999-12-31T23:59:59Z',
  '-9999-01-01T00:00:00+14:00',
  '2026-02-30T25:61:61Z',
  '00000000-0000-0000-0000-000000000000',
  '====',
  'A===',
  '../../etc/passwd',
  "'; DROP TABLE revision; --",
  '%s%n%x',
  'x'.repeat(5000),
];

const at = fc.nat();
/** Mostly few, at times more than any limit of an array. */
const times = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 40 }), weight: 60 },
  { arbitrary: fc.integer({ min: 41, max: 2_000 }), weight: 8 },
  { arbitrary: fc.constantFrom(10_000, 50_001), weight: 1 },
);

/** A change that leaves XML well-formed, so that what an operation does with odd values is seen. */
const gentleMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('repeat' as const), which: at, times }),
  fc.record({ kind: fc.constant('number' as const), which: at, value: fc.constantFrom(...NUMBERS) }),
  fc.record({ kind: fc.constant('text' as const), which: at, value: fc.constantFrom(...TEXTS) }),
);
const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('insert' as const), at, text: fc.constantFrom(...SNIPPETS), times }),
  fc.record({
    kind: fc.constant('bytes' as const),
    at,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  fc.record({ kind: fc.constant('delete' as const), at, length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ kind: fc.constant('duplicate' as const), at, length: fc.integer({ min: 1, max: 100 }), times }),
  fc.record({ kind: fc.constant('splice' as const), at, other: at, from: at }),
  fc.record({ kind: fc.constant('truncate' as const), at }),
  gentleMutation,
);

/** What is done to one request: in about half of all cases only what leaves it XML. */
export const anyMutations: fc.Arbitrary<readonly Mutation[]> = fc.oneof(
  fc.array(gentleMutation, { minLength: 1, maxLength: 3 }),
  fc.array(anyMutation, { minLength: 1, maxLength: 4 }),
);

/** Repeating stops here, above what a server takes. */
const MOST_BYTES = 5 * 1024 * 1024;

/** `bytes` with one change; `others` are requests it may be crossed with. */
export function mutate(bytes: Buffer, mutation: Mutation, others: readonly Buffer[]): Buffer {
  const place = 'at' in mutation ? mutation.at % (bytes.length + 1) : 0;
  const before = bytes.subarray(0, place);
  switch (mutation.kind) {
    case 'flip': {
      const flipped = Buffer.from(bytes);
      if (place < flipped.length) flipped[place] = (flipped[place] ?? 0) ^ (1 << mutation.bit);
      return flipped;
    }
    case 'insert':
      return joined(before, again(Buffer.from(mutation.text), mutation.times), bytes.subarray(place));
    case 'bytes':
      return joined(before, mutation.bytes, bytes.subarray(place));
    case 'delete':
      return joined(before, bytes.subarray(place + mutation.length));
    case 'duplicate': {
      const slice = bytes.subarray(place, place + mutation.length);
      return joined(before, again(slice, mutation.times), bytes.subarray(place));
    }
    case 'repeat':
      return replaced(bytes, /<(\w+)>[^<]*<\/\1>/g, mutation.which, (found) => again(found, mutation.times));
    case 'splice': {
      const other = others[mutation.other % others.length] ?? bytes;
      return joined(before, other.subarray(mutation.from % (other.length + 1)));
    }
    case 'truncate':
      return before;
    case 'number':
      return replaced(bytes, /(?<=>)-?\d+(?=<)/g, mutation.which, () => Buffer.from(mutation.value));
    case 'text':
      return replaced(bytes, /(?<=>)[^<>]+(?=<)/g, mutation.which, () => Buffer.from(mutation.value));
  }
}

function joined(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}

function again(slice: Buffer, times: number): Buffer {
  const most = Math.floor(MOST_BYTES / Math.max(slice.length, 1));
  return Buffer.alloc(slice.length * Math.min(times, most), slice);
}

function replaced(bytes: Buffer, pattern: RegExp, which: number, by: (found: Buffer) => Buffer): Buffer {
  const found = [...bytes.toString('latin1').matchAll(pattern)];
  const one = found[which % Math.max(found.length, 1)];
  if (one === undefined) return bytes;
  const end = one.index + one[0].length;
  return joined(bytes.subarray(0, one.index), by(bytes.subarray(one.index, end)), bytes.subarray(end));
}
