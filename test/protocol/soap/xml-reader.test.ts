import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { XmlError } from '../../../protocol/soap/xml-error.ts';
import { XmlReader } from '../../../protocol/soap/xml-reader.ts';
import { readText, readThrough } from '../../helpers/read-xml.ts';
import { hasTool, run } from '../../helpers/tools.ts';
import { bad, badNamespaces, good, nested, refused, shown } from '../../helpers/xml-documents.ts';

/** What the reader says of a document: `read`, or the refusal without its position. */
function verdict(document: string | Buffer): string {
  try {
    readThrough(document);
    return 'read';
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return error.message.replace(/ at byte \d+$/, '');
  }
}

t.test('documents that are well-formed are read', (t) => {
  for (const xml of good) t.equal(verdict(xml), 'read', shown(xml));
  t.end();
});

t.test('documents that are not well-formed are refused with the reason', (t) => {
  for (const { xml, why } of bad) t.equal(verdict(xml), why, shown(xml));
  t.end();
});

t.test('names that do not fit the namespaces declared are refused', (t) => {
  for (const { xml, why } of badNamespaces) t.equal(verdict(xml), why, shown(xml));
  t.end();
});

t.test('DTDs, entities, instructions, other encodings and excess are refused though well-formed', (t) => {
  for (const { xml, why } of refused) t.equal(verdict(xml), why, shown(xml));
  t.end();
});

t.test('fast-xml-parser reads what the reader reads', (t) => {
  for (const xml of good) t.equal(XMLValidator.validate(xml), true, shown(xml));
  t.end();
});

/** Whether xmllint takes the document; errors of namespaces leave its status at 0, and odd URIs are no matter. */
function linted(xml: string | Buffer): boolean {
  const { status, stderr } = run('xmllint', ['--noout', '--nonet', '-'], Buffer.from(xml));
  const errors = stderr
    .toString()
    .split('\n')
    .filter((line) => / error : /.test(line));
  return status === 0 && errors.every((line) => /not a valid URI/.test(line));
}

t.test('xmllint agrees on every document', async (t) => {
  if (!hasTool(t, 'xmllint')) return;
  for (const xml of good) t.equal(linted(xml), true, shown(xml));
  // libxml2 takes a NUL for the end of its input.
  for (const { xml } of bad) if (xml !== '<a/>\0') t.equal(linted(xml), false, shown(xml));
  for (const { xml } of badNamespaces) t.equal(linted(xml), false, shown(xml));
});

t.test('xmllint agrees on documents with a few characters changed at random', async (t) => {
  if (!hasTool(t, 'xmllint')) return;
  const document = '<p:a xmlns:p="urn:p" b=\'1\'><c>x&amp;y<!-- d --><![CDATA[e]]></c><p:f/></p:a>\n';
  const change = fc.record({
    at: fc.nat(document.length),
    cut: fc.nat(3),
    put: fc.oneof(
      fc.constant(''),
      fc.string({ unit: fc.constantFrom(...'<>/!-[]&;="\' pax1:'), maxLength: 3 }),
    ),
  });
  const changed = fc
    .array(change, { minLength: 1, maxLength: 2 })
    .map((changes) =>
      changes.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), document),
    );
  fc.assert(
    fc.property(changed, (xml) => {
      fc.pre(!xml.includes('<?'));
      t.equal(verdict(xml) === 'read', linted(xml), shown(xml));
    }),
    { numRuns: 250, seed: 20261101, endOnFailure: true },
  );
});

t.test('text comes out with references resolved, line ends joined and CDATA as it stands', (t) => {
  const rows: readonly (readonly [string, string])[] = [
    ['<a/>', ''],
    ['<a> x </a>', ' x '],
    ['<a>a&amp;b&#x20AC;&#128512;</a>', 'a&b€😀'],
    ['<a>1\r\n2\r3\n4&#xD;&#xA;</a>', '1\n2\n3\n4\r\n'],
    ['<a><![CDATA[1\r\n&amp;<b>]]]]><![CDATA[>]]></a>', '1\n&amp;<b>]]>'],
    ['<a>x<!-- y -->z</a>', 'xz'],
    ['<a>&amp;amp;</a>', '&amp;'],
  ];
  for (const [xml, expected] of rows) t.equal(readText(xml), expected, shown(xml));
  t.throws(() => readText('<a><b/></a>'), { message: /^an element where text belongs/ });
  t.end();
});

t.test('attributes come out with white space normalised and references resolved', (t) => {
  const reader = new XmlReader(
    Buffer.from('<a one="1\t2\n3&#9;4&#10;5\r\n6" two=\'"&apos;\' p:three="" xmlns:p="urn:p"/>'),
  );
  reader.child();
  t.same(reader.attributes, [
    { local: 'one', uri: '', value: '1 2 3\t4\n5 6' },
    { local: 'two', uri: '', value: '"\'' },
    { local: 'three', uri: 'urn:p', value: '' },
  ]);
  t.end();
});

t.test('what an element declares ends with the element', (t) => {
  const reader = new XmlReader(
    Buffer.from('<p:a xmlns:p="1" xmlns="d"><p:b xmlns:p="2" xmlns=""><c/></p:b><p:e/><f/></p:a>'),
  );
  const seen: string[] = [];
  const walk = (): void => {
    seen.push(`${reader.local}=${reader.uri}`);
    while (reader.child()) walk();
  };
  reader.child();
  walk();
  t.same(seen, ['a=1', 'b=2', 'c=', 'e=1', 'f=d']);
  t.end();
});

t.test('250,000 elements are read and one more is refused, whether they stand side by side or not', (t) => {
  const flat = (count: number) => `<a>${'<b/>'.repeat(count - 1)}</a>`;
  t.equal(verdict(flat(250_000)), 'read');
  t.equal(verdict(flat(250_001)), 'more than 250000 elements');
  t.equal(verdict(`<a>${nested(63).repeat(4000)}</a>`), 'more than 250000 elements');
  t.end();
});

t.test('prefixes are found among at most 256, so no lookup takes long', (t) => {
  const declaring = (level: number) =>
    `<a ${Array.from({ length: 60 }, (_, i) => `xmlns:p${level}-${i}="urn:x"`).join(' ')}>`;
  const levels = Array.from({ length: 10 }, (_, level) => declaring(level)).join('');
  t.equal(verdict(`${levels}${'</a>'.repeat(10)}`), 'more than 256 prefixes declared');
  t.equal(verdict(`<a>${`${declaring(1)}</a>`.repeat(100)}</a>`), 'read', 'one after the other they are few');
  t.end();
});

t.test('a tag without content hides nothing of what follows it from a quick look', (t) => {
  const reader = new XmlReader(Buffer.from('<a><ids/><int>7</int></a>'));
  reader.child();
  reader.child();
  t.equal(reader.plainInteger(Buffer.from('<int>'), Buffer.from('</int>')), undefined);
  t.equal(reader.child(), false, 'ids is empty');
  t.equal(reader.child(), true);
  t.equal(reader.local, 'int');
  t.end();
});
