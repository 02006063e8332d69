/** A document and what the reader says of it. */
export interface BadDocument {
  readonly xml: string | Buffer;
  readonly why: string;
}

/** A document as the name of an assertion: short, and ASCII only. */
export function shown(document: string | Buffer): string {
  const text = JSON.stringify(document.toString('utf8').slice(0, 80));
  return text.replace(/[^ -~]/g, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

export const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
export const attributes = (count: number) =>
  `<a ${Array.from({ length: count }, (_, i) => `b${i}=""`).join(' ')}/>`;

/** Documents that are well-formed and read. */
export const good: readonly string[] = [
  '<a/>',
  '<a />',
  '<a></a >',
  '<a\n\tb = "1"\r\nc=\'2\' />',
  '<?xml version="1.0"?><a/>',
  '<?xml version="1.0" encoding="utf-8"?>\n<a/>',
  "<?xml\tversion='1.0'\nencoding='UTF-8'\r\nstandalone='yes' ?><a/>",
  '<?xml version="1.0" standalone="no"?><a/>',
  '<!-- a --><!----><a/><!-- b --> \n',
  '<a><!-- <b> & ]]> - -x --></a>',
  '<a>x<!-- c -->y<![CDATA[<&]] >]]>z</a>',
  '<a><![CDATA[]]></a>',
  '<a>]] > ]&gt; ></a>',
  '<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x41;&#x000000041;&#00000000065;&#x10FFFF;</a>',
  '<a b="&#10;&lt;\'>"/>',
  '<a xml:lang="en"/>',
  '<p:a xmlns:p="urn:p"/>',
  '<p:a xmlns:p="urn:p"><p:b xmlns:p="urn:q"/></p:a>',
  '<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:c"/></b></a>',
  '<a b="1" p:b="2" q:b="3" xmlns:p="urn:p" xmlns:q="urn:q"/>',
  '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
  '<_-.0 _1.="x"/>',
  '<a>\u{e000}\u{fffd}\u{10000}\u{10ffff}\u{85}\u{2028}\u{1fffe}</a>',
  '\u{feff}<a/>',
  '\u{feff}<?xml version="1.0" encoding="utf-8"?><a/>',
  nested(64),
  attributes(64),
];

/** Documents that are not well-formed, with what the reader says. */
export const bad: readonly BadDocument[] = [
  { xml: '', why: 'the message ends too early' },
  { xml: ' \n', why: 'the message ends too early' },
  { xml: 'a', why: 'text where an element belongs' },
  { xml: '<', why: 'no name where one belongs' },
  { xml: '<a', why: 'a tag that is not well-formed' },
  { xml: '<a ', why: 'no name where one belongs' },
  { xml: '<a>', why: 'the message ends too early' },
  { xml: '<a></', why: 'expected the end of a' },
  { xml: '<a></a', why: 'expected the end of a' },
  { xml: '<a></b>', why: 'expected the end of a' },
  { xml: '<a></ab>', why: 'expected the end of a' },
  { xml: '<ab></a>', why: 'expected the end of ab' },
  { xml: '<a></ a>', why: 'expected the end of a' },
  { xml: '<a></a b="1">', why: 'expected the end of a' },
  { xml: '<a><b></a></b>', why: 'expected the end of b' },
  { xml: '</a>', why: 'an end tag without a start tag' },
  { xml: '<a/></a>', why: 'something follows the root element' },
  { xml: '<a/><a/>', why: 'something follows the root element' },
  { xml: '<a/>x', why: 'something follows the root element' },
  { xml: '<a/>\0', why: 'something follows the root element' },
  { xml: '< a/>', why: 'no name where one belongs' },
  { xml: '<1a/>', why: 'no name where one belongs' },
  { xml: '<-a/>', why: 'no name where one belongs' },
  { xml: '<a / >', why: 'no name where one belongs' },
  { xml: '<a/', why: 'a tag that is not well-formed' },
  { xml: '<a b/>', why: 'an attribute without a value' },
  { xml: '<a b=1/>', why: 'an attribute value without quotes' },
  { xml: '<a b="1/>', why: 'an attribute value is not closed' },
  { xml: '<a b="1\'/>', why: 'an attribute value is not closed' },
  { xml: '<a b="<"/>', why: 'a < inside an attribute value' },
  { xml: '<a b="1"c="2"/>', why: 'a tag that is not well-formed' },
  { xml: '<a b="1" b="2"/>', why: 'the attribute b occurs twice' },
  { xml: '<a xmlns="urn:a" xmlns="urn:b"/>', why: 'the attribute xmlns occurs twice' },
  { xml: '<a xmlns:p="urn:a" xmlns:p="urn:b"/>', why: 'the attribute xmlns:p occurs twice' },
  { xml: '<a>&</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&amp</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>& amp;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&nbsp;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&AMP;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#x;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#X41;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#0;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#x1F;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#xD800;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#xFFFF;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>&#x110000;</a>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a b="&#0;"/>', why: 'an entity or character reference that XML does not define' },
  { xml: '<a>\0</a>', why: 'a character XML forbids' },
  { xml: '<a>\x1b</a>', why: 'a character XML forbids' },
  { xml: '<a>\uffff</a>', why: 'a character XML forbids' },
  { xml: '<a b="\x01"/>', why: 'a character XML forbids' },
  { xml: '<a><![CDATA[\x01]]></a>', why: 'a character XML forbids' },
  { xml: '<a><!-- \x01 --></a>', why: 'a character XML forbids' },
  { xml: '<a>]]></a>', why: 'a ]]> in text' },
  { xml: '<a><!-- -- --></a>', why: 'a -- inside a comment' },
  { xml: '<a><!-- ---></a>', why: 'a -- inside a comment' },
  { xml: '<a><!-- </a>', why: 'a comment is not closed' },
  { xml: '<a><!--></a>', why: 'a comment is not closed' },
  { xml: '<!- a --><a/>', why: 'markup not allowed here' },
  { xml: '<a><![CDATA[</a>', why: 'a CDATA section is not closed' },
  { xml: '<a><![CDATA[]] ></a>', why: 'a CDATA section is not closed' },
  { xml: '<a><![cdata[]]></a>', why: 'markup not allowed here' },
  { xml: '<a/><![CDATA[]]>', why: 'markup not allowed here' },
  { xml: '<![CDATA[ ]]><a/>', why: 'markup not allowed here' },
  { xml: '<?xml encoding="utf-8"?><a/>', why: 'an XML declaration that is not well-formed' },
  {
    xml: '<?xml version="1.0" encoding=utf-8?><a/>',
    why: 'an XML declaration that is not well-formed',
  },
  {
    xml: '<?xml version="1.0" standalone="maybe"?><a/>',
    why: 'an XML declaration that is not well-formed',
  },
  { xml: '<?xml version="1.0"', why: 'an XML declaration that is not well-formed' },
  { xml: '<?xml?><a/>', why: 'an XML declaration that is not well-formed' },
  { xml: ' <?xml version="1.0"?><a/>', why: 'a processing instruction' },
  { xml: '<a><?xml version="1.0"?></a>', why: 'no name where one belongs' },
  { xml: '\u{feff}\u{feff}<a/>', why: 'text where an element belongs' },
  { xml: Buffer.from('<a>\xff</a>', 'latin1'), why: 'the message is not UTF-8' },
  { xml: Buffer.from('<a>\xc0\xbc</a>', 'latin1'), why: 'the message is not UTF-8' },
  { xml: Buffer.from('<a>\xed\xa0\x80</a>', 'latin1'), why: 'the message is not UTF-8' },
  { xml: Buffer.from('<a>\xf4\x90\x80\x80</a>', 'latin1'), why: 'the message is not UTF-8' },
  { xml: Buffer.from('<a>\xe2\x82</a>', 'latin1'), why: 'the message is not UTF-8' },
];

/** Documents a namespace-aware reader must refuse though they are well-formed XML 1.0. */
export const badNamespaces: readonly BadDocument[] = [
  { xml: '<p:a/>', why: 'the prefix p is not declared' },
  { xml: '<a p:b="1"/>', why: 'the prefix p is not declared' },
  { xml: '<a><p:b xmlns:p="urn:p"/><p:c/></a>', why: 'the prefix p is not declared' },
  { xml: '<xmlns:a/>', why: 'the prefix xmlns is not declared' },
  { xml: '<p:a xmlns:p=""/>', why: 'the prefix p is declared without a namespace' },
  { xml: '<a xmlns:xml="urn:x"/>', why: 'a declaration of xml that XML reserves' },
  { xml: '<a xmlns:xmlns="urn:x"/>', why: 'a declaration of xmlns that XML reserves' },
  { xml: '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', why: 'a declaration of p that XML reserves' },
  {
    xml: '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
    why: 'a declaration of xmlns that XML reserves',
  },
  { xml: '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="1" q:b="2"/>', why: 'the attribute b occurs twice' },
  { xml: '<a xmlns:p="urn:p"><p:b:c/></a>', why: 'a name with a colon out of place' },
  { xml: '<p: xmlns:p="urn:p"/>', why: 'a name with a colon out of place' },
  { xml: '<p:1 xmlns:p="urn:p"/>', why: 'a name with a colon out of place' },
  { xml: '<a xmlns:="urn:p"/>', why: 'a name with a colon out of place' },
  { xml: '<:a/>', why: 'no name where one belongs' },
];

const laughs = (levels: number) =>
  `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from(
    { length: levels },
    (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
  ).join('')}]><a>&l${levels};</a>`;

/** Well-formed documents that are refused on purpose: what the protocol never sends and attackers do. */
export const refused: readonly BadDocument[] = [
  { xml: '<!DOCTYPE a><a/>', why: 'a DOCTYPE is not allowed' },
  { xml: laughs(9), why: 'a DOCTYPE is not allowed' },
  {
    xml: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    why: 'a DOCTYPE is not allowed',
  },
  {
    xml: '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>',
    why: 'a DOCTYPE is not allowed',
  },
  {
    xml: '<?xml version="1.0"?><!-- first --><!DOCTYPE a [<!ENTITY % p "">%p;]><a/>',
    why: 'a DOCTYPE is not allowed',
  },
  { xml: '<?go?><a/>', why: 'a processing instruction' },
  { xml: '<?xml-stylesheet href="a.xsl"?><a/>', why: 'a processing instruction' },
  { xml: '<a/><?go?>', why: 'a processing instruction' },
  { xml: '<a><?go?></a>', why: 'no name where one belongs' },
  { xml: '<?xml version="1.0" encoding="iso-8859-1"?><a/>', why: 'the encoding iso-8859-1 is not UTF-8' },
  { xml: '<?xml version="1.0" encoding="us-ascii"?><a/>', why: 'the encoding us-ascii is not UTF-8' },
  { xml: Buffer.from('\ufeff<a/>', 'utf16le'), why: 'the message is not UTF-8' },
  { xml: Buffer.from('\ufeff<a/>', 'utf16le').swap16(), why: 'the message is not UTF-8' },
  { xml: '<\u00e9/>', why: 'no name where one belongs' },
  { xml: nested(65), why: 'elements nested deeper than 64' },
  { xml: attributes(65), why: 'more than 64 attributes' },
  { xml: `<${'a'.repeat(257)}/>`, why: 'a name of more than 256 bytes' },
];
