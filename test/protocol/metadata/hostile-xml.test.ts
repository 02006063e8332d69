import t from 'tap';
import { documentLimits } from '../../../protocol/metadata/document-limits.ts';
import { readXmlDocument } from '../../../protocol/metadata/xml-document.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const malformed: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'white space only': ' \n ',
  'text and no element': 'text',
  'text before the root': 'x<a/>',
  'text after the root': '<a/>x',
  'CDATA after the root': '<a/><![CDATA[x]]>',
  'two roots': '<a/><b/>',
  'an element cut off': '<a><b>',
  'a tag cut off': '<a b="1"',
  'a value cut off': '<a b="',
  'a name cut off': '<a',
  'a comment cut off': '<a><!-- ',
  'CDATA cut off': '<a><![CDATA[x]]</a>',
  'an instruction cut off': '<a><?p ',
  'a lone <': '<',
  'crossed tags': '<a><b></a></b>',
  'an end tag alone': '</a>',
  'an end tag that goes on': '<a></ab>',
  'an end tag with attributes': '<a></a b="1">',
  'an attribute twice': '<a b="1" b="2"/>',
  'an attribute twice among many': `<a ${[...'cdefghijklmnop'].map((name) => `${name}="1"`).join(' ')} c="2"/>`,
  'an attribute twice by namespace': '<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>',
  'a declaration twice': '<a xmlns:x="u" xmlns:x="u"/>',
  'an attribute without value': '<a b/>',
  'an attribute without quotes': '<a b=1/>',
  'attributes without space between': '<a b="1"c="2"/>',
  '< in an attribute': '<a b="x<y"/>',
  '& in an attribute': '<a b="x & y"/>',
  '& in text': '<a>x & y</a>',
  'an undefined entity': '<a>&xxe;</a>',
  'an undefined entity in an attribute': '<a b="&xxe;"/>',
  'a reference without semicolon': '<a>&amp</a>',
  'a reference to NUL': '<a>&#0;</a>',
  'a reference to a surrogate': '<a>&#xD800;</a>',
  'a reference beyond Unicode': '<a>&#x110000;</a>',
  ']]> in text': '<a>]]></a>',
  '-- in a comment': '<a><!-- x -- y --></a>',
  'NUL in text': '<a>\0</a>',
  'NUL in an attribute': '<a b="\0"/>',
  'a control character': '<a>\u000b</a>',
  'U+FFFF': '<a>\uffff</a>',
  'an undeclared prefix': '<x:a/>',
  'an undeclared prefix on an attribute': '<a x:b="1"/>',
  'a prefix out of scope': '<a><b xmlns:x="u"/><x:c/></a>',
  'a prefix declared as nothing': '<a xmlns:x=""/>',
  'the prefix xmlns on an element': '<xmlns:a/>',
  'the prefix xmlns declared': '<a xmlns:xmlns="u"/>',
  'the prefix xml declared anew': '<a xmlns:xml="u"/>',
  'a name with two colons': '<a:b:c xmlns:a="u"/>',
  'a name that begins with a digit': '<1a/>',
  'a name that begins with a colon': '<:a/>',
  'a space before the name': '< a/>',
  'a second XML declaration': '<?xml version="1.0"?><?xml version="1.0"?><a/>',
  'an XML declaration inside': '<a><?xml version="1.0"?></a>',
  'an XML declaration after a space': ' <?xml version="1.0"?><a/>',
  'an XML declaration without version': '<?xml encoding="utf-8"?><a/>',
  'an unknown declaration': '<!ELEMENT a ANY><a/>',
};

/** libxml2 takes these although XML or its namespaces forbid them (it only warns about namespaces). */
const LENIENT_JUDGE = /prefix|namespace|colon/;

for (const [what, xml] of Object.entries(malformed)) {
  t.test(`${what} is refused`, async (t) => {
    t.throws(() => readXmlDocument(xml), { code: 'METADATA_XML_MALFORMED' });
  });
}

t.test('an outside reader refuses the same', async (t) => {
  if (!hasTool(t, 'xmllint')) return;
  for (const [what, xml] of Object.entries(malformed)) {
    const { status, stderr } = run('xmllint', ['--noout', '--nonet', '-'], Buffer.from(xml, 'utf8'));
    const refused = status !== 0 || (LENIENT_JUDGE.test(what) && stderr.length > 0);
    t.ok(refused, what);
  }
});

t.test('lone surrogates are refused', async (t) => {
  for (const xml of ['<a>\ud800</a>', '<a>\udc00</a>', '<a>\udc00\ud800</a>']) {
    t.throws(() => readXmlDocument(xml), { code: 'METADATA_XML_MALFORMED', message: /U\+D[8C]00/ });
  }
  t.doesNotThrow(() => readXmlDocument('<a>\u{1F600}</a>'));
});

t.test('a DOCTYPE is refused before anything in it is looked at', async (t) => {
  const laughs = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;">]><a>&m;</a>';
  const files = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>';
  const inside = '<a><!DOCTYPE a></a>';
  for (const xml of [laughs, files, inside, `<?xml version="1.0"?>\n${files}`]) {
    t.throws(() => readXmlDocument(xml), { code: 'METADATA_DOCTYPE' });
  }
  t.doesNotThrow(() => readXmlDocument('<a><!-- <!DOCTYPE a> --></a>'));
});

t.test('each limit is kept, and named when it is passed', async (t) => {
  const limits = { characters: 1_000, depth: 4, nodes: 20, attributes: 3 };
  const refused = (xml: string, message: RegExp): void => {
    t.throws(() => readXmlDocument(xml, limits), { code: 'METADATA_LIMIT', message });
  };
  refused(`<a>${' '.repeat(1_000)}</a>`, /1000 characters/);
  refused('<a><a><a><a><a></a></a></a></a></a>', /4 levels/);
  refused(`<a>${'<b/>'.repeat(20)}</a>`, /20 elements, attributes/);
  refused('<a b="" c="" d="" e=""/>', /3 attributes/);
  t.doesNotThrow(() => readXmlDocument('<a><a><a><a b="" c="" d=""/></a></a></a>', limits));
});

t.test('attributes and comments count as elements do, and so do comments that are dropped', async (t) => {
  const limits = { characters: 1_000, depth: 4, nodes: 20, attributes: 3 };
  const message = /20 elements, attributes and comments/;
  for (const [many, comments] of [
    ['<b c="" d=""/>'.repeat(7), 'kept'],
    ['<!---->'.repeat(20), 'kept'],
    ['<!---->'.repeat(20), 'dropped'],
    ['x<?p?>'.repeat(20), 'kept'],
    ['<![CDATA[x]]>'.repeat(20), 'kept'],
  ] as const)
    t.throws(() => readXmlDocument(`<a>${many}</a>`, limits, comments), { code: 'METADATA_LIMIT', message });
});

t.test('comments that are dropped are not in the tree', async (t) => {
  const { children } = readXmlDocument('<a>b<!-- c --><d/></a>', documentLimits, 'dropped');
  t.equal(children.length, 2);
});

t.test('an endless nest, an endless list and endless attributes end at the real limits', async (t) => {
  const nest = '<a>'.repeat(1_000_000);
  t.throws(() => readXmlDocument(nest), { code: 'METADATA_LIMIT', message: /256 levels/ });
  const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ');
  t.throws(() => readXmlDocument(`<a ${attributes}/>`), { code: 'METADATA_LIMIT', message: /attributes/ });
  const list = `<a>${'<b/>'.repeat(documentLimits.nodes)}</a>`;
  t.throws(() => readXmlDocument(list), { code: 'METADATA_LIMIT', message: /elements/ });
});

t.test('a million declarations do not slow the look-up of a prefix', async (t) => {
  const declarations = Array.from({ length: 250 }, (_, index) => `xmlns:p${index}="u${index}"`).join(' ');
  const xml = `${`<a ${declarations}>`.repeat(200)}${'<p0:b/>'.repeat(100_000)}${'</a>'.repeat(200)}`;
  t.equal(readXmlDocument(xml).children.length, 1);
});

t.test('a place is named by line and column', async (t) => {
  t.throws(() => readXmlDocument('<a>\n  <b></c>\n</a>'), { message: /line 2, column 6/ });
});

t.test('harmless variety is accepted', async (t) => {
  for (const xml of [
    '\uFEFF<a/>',
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<!-- x --><?p y?><a/>\n<!-- z -->",
    '<a b = "1"\n\tc=\'2\' ></a >',
    '<a xmlns:x="u" x:b="1" b="1"/>',
    '<é:à xmlns:é="u"/>',
    '<__proto__ constructor="1" toString="2"/>',
    '<a xml:space="preserve" xmlns=""> </a>',
    '<a>&lt;&gt;&amp;&quot;&apos;&#10;&#x10FFFF;</a>',
  ]) {
    t.doesNotThrow(() => readXmlDocument(xml), xml);
  }
});
