import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { escapeAttribute, escapeText } from '../../../protocol/soap/xml-text.ts';
import { xmlText } from '../../helpers/arbitraries.ts';
import { type ReadElement, readAs } from '../../helpers/read-xml.ts';

/** A document with the tree it stands for. */
interface Written {
  readonly xml: string;
  readonly tree: ReadElement;
}

const NAMESPACES = ['urn:one', 'urn:two&"<', 'http://example.com/three'];
const localName = fc.constantFrom('a', 'B_1', 'c-d.e', 'int', 'xml1');
const prefix = fc.constantFrom('', 'p', 'q', 'soap');
const space = fc.constantFrom('', ' ', '\n\t', '\r\n');
const aside = fc.constantFrom('', '<!---->', '<!-- <a> & ]]> -->');

/** Text in pieces, each written its own way: escaped, as CDATA, by number, with a comment behind it. */
const textContent = fc
  .array(fc.tuple(xmlText, fc.constantFrom('escaped', 'cdata', 'numbers'), aside), { maxLength: 3 })
  .map((pieces) => ({
    tree: pieces.map(([text, way]) => (way === 'cdata' ? text.replace(/\r\n?/g, '\n') : text)).join(''),
    xml: pieces.map(([text, way, comment]) => `${ways[way]?.(text)}${comment}`).join(''),
  }));

const ways: Readonly<Record<string, (text: string) => string>> = {
  escaped: escapeText,
  cdata: (text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
  numbers: (text) => Array.from(text, (one) => `&#${one.codePointAt(0)};`).join(''),
};

const attribute = fc.record({ local: localName, value: xmlText, space });

const element: fc.Memo<Written> = fc.memo((depth) =>
  fc
    .record({
      local: localName,
      prefix,
      uri: fc.constantFrom(...NAMESPACES),
      attributes: fc.uniqueArray(attribute, { maxLength: 3, selector: ({ local }) => local }),
      around: space,
      content:
        depth <= 1
          ? textContent
          : fc.oneof(
              textContent,
              fc.array(fc.tuple(element(depth - 1), space, aside), { maxLength: 3 }).map(childrenOf),
            ),
    })
    .map(writeElement),
);

function childrenOf(children: readonly (readonly [Written, string, string])[]) {
  return {
    tree: children.map(([child]) => child.tree),
    xml: children.map(([{ xml }, gap, comment]) => `${gap}${comment}${xml}`).join(''),
  };
}

function writeElement(given: {
  local: string;
  prefix: string;
  uri: string;
  attributes: readonly { local: string; value: string; space: string }[];
  around: string;
  content: { tree: string | readonly ReadElement[]; xml: string };
}): Written {
  const { local, prefix, uri, attributes, around, content } = given;
  const name = prefix === '' ? local : `${prefix}:${local}`;
  const declaration = `xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`;
  const list = attributes.map(
    (one) => `${one.space || ' '}${one.local}=${one.space}"${escapeAttribute(one.value)}"`,
  );
  const head = `${name} ${declaration}${list.join('')}${around}`;
  return {
    tree: {
      local,
      uri,
      attributes: attributes.map((one) => ['', one.local, one.value] as const),
      content: content.tree,
    },
    xml: content.xml === '' ? `<${head}/>` : `<${head}>${content.xml}</${name}${around}>`,
  };
}

t.test('any tree is read as it was meant, however its text, prefixes and white space are written', (t) => {
  fc.assert(
    fc.property(element(4), space, ({ xml, tree }, gap) => {
      const document = `<?xml version="1.0" encoding="utf-8"?>${gap}${xml}${gap}`;
      t.same(readAs(document, tree), tree);
      t.equal(XMLValidator.validate(document), true);
    }),
    { numRuns: 500, endOnFailure: true },
  );
  t.end();
});
