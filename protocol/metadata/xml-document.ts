import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import { escapeText } from '../soap/xml-text.ts';
import { type DocumentLimits, documentLimits } from './document-limits.ts';
import { NamespaceScope } from './namespace-scope.ts';
import { declareNamespaces, readAttributes, resolveAttributes } from './xml-attributes.ts';
import { splitName } from './xml-names.ts';
import { isBlank, unit, XmlSource } from './xml-source.ts';
import type { XmlElement, XmlNode } from './xml-tree.ts';

const COMMENT = '<!--';
const CDATA = '<![CDATA[';
const CDATA_END = ']]>';

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

/** Whether comments come into the tree; they are counted all the same. */
export type Comments = 'kept' | 'dropped';

interface Reading {
  readonly source: XmlSource;
  readonly scope: NamespaceScope;
  readonly open: OpenElement[];
  root: XmlElement | undefined;
  readonly comments: Comments;
  nodes: number;
}

/**
 * Reads `xml` into a tree in one pass: namespaces resolved, content kept as written. It knows no DTD and
 * reads nothing but `xml`. White space between elements and processing instructions are left out, CDATA
 * becomes text.
 *
 * A reader of its own, because content must come back byte for byte and nothing malformed may reach a
 * client inside a fragment: fast-xml-parser, the judge in the tests, rewrites line ends and lets undefined
 * entities, NULs, `<` in attributes and second roots pass.
 *
 * Throws METADATA_XML_MALFORMED, METADATA_DOCTYPE and METADATA_LIMIT.
 */
export function readXmlDocument(
  xml: string,
  limits: DocumentLimits = documentLimits,
  comments: Comments = 'kept',
): XmlElement {
  const source = new XmlSource(xml, limits);
  const reading: Reading = {
    source,
    scope: new NamespaceScope(),
    open: [],
    root: undefined,
    comments,
    nodes: 0,
  };
  for (;;) {
    const markup = xml.indexOf('<', source.at);
    readText(reading, markup === -1 ? xml.length : markup);
    if (markup === -1) return finished(reading);
    readMarkup(reading);
  }
}

function finished({ source, open, root }: Reading): XmlElement {
  const unclosed = open.at(-1);
  if (unclosed) source.malformed(`the document ends inside ${clip(unclosed.name)}`, source.at);
  return root ?? source.malformed('there is no root element', source.at);
}

function readMarkup(reading: Reading): void {
  const { source } = reading;
  const next = source.peek(1);
  if (next === unit.slash) readEndTag(reading);
  else if (next === unit.question) readInstruction(source);
  else if (next !== unit.bang) readStartTag(reading);
  else if (source.text.startsWith(COMMENT, source.at)) readComment(reading);
  else if (source.text.startsWith(CDATA, source.at)) readCdata(reading);
  else if (source.text.startsWith('<!DOCTYPE', source.at)) fail('METADATA_DOCTYPE', source.place(source.at));
  else source.malformed('"<!" that begins no comment', source.at);
}

function readText(reading: Reading, end: number): void {
  const { source, open } = reading;
  const start = source.at;
  if (start === end) return;
  source.at = end;
  const raw = source.text.slice(start, end);
  const parent = open.at(-1);
  if (parent === undefined) {
    if (!isBlank(raw)) source.malformed('text outside the root element', start);
    return;
  }
  const whole = parent.children.length === 0 && source.peek(1) === unit.slash;
  if (!whole && isBlank(raw)) return;
  source.checkReferences(raw, start);
  if (raw.includes(CDATA_END)) source.malformed(`"${CDATA_END}" in text`, start + raw.indexOf(CDATA_END));
  count(reading, 1);
  parent.children.push(raw);
}

function readStartTag(reading: Reading): void {
  const { source, scope, open } = reading;
  const start = source.at;
  source.at += 1;
  const { name, prefix, local } = source.name();
  const written = readAttributes(source);
  count(reading, 1 + written.length);
  scope.enter();
  declareNamespaces(source, scope, written);
  const uri = scope.uriOf(prefix) ?? source.malformed(`the undeclared prefix of ${clip(name)}`, start);
  const attributes = resolveAttributes(source, scope, written);
  const element: OpenElement = { kind: 'element', name, local, uri, attributes, children: [] };
  append(reading, element, start);
  const empty = source.peek() === unit.slash;
  source.at += empty ? 2 : 1;
  if (empty) scope.leave();
  else open.push(element);
  if (open.length > source.limits.depth) source.tooMany('levels of elements', source.limits.depth);
}

function count(reading: Reading, more: number): void {
  const { source } = reading;
  reading.nodes += more;
  if (reading.nodes > source.limits.nodes)
    source.tooMany('elements, attributes and comments', source.limits.nodes);
}

function append(reading: Reading, element: XmlElement, start: number): void {
  const { source, open } = reading;
  const parent = open.at(-1);
  if (parent) parent.children.push(element);
  else if (reading.root) source.malformed('a second root element', start);
  else reading.root = element;
}

function readEndTag({ source, scope, open }: Reading): void {
  const start = source.at;
  const element = open.pop() ?? source.malformed('an end tag without its start', start);
  source.at = start + 2 + element.name.length;
  const same = source.text.startsWith(element.name, start + 2);
  source.skipSpace();
  if (!same || source.peek() !== unit.greater) {
    source.malformed(`another end tag than that of ${clip(element.name)}`, start);
  }
  source.at += 1;
  scope.leave();
}

function readComment(reading: Reading): void {
  const { source, open, comments } = reading;
  count(reading, 1);
  const start = source.at;
  const end = source.find('--', start + COMMENT.length, 'a comment that does not end');
  if (source.peek(end + 2 - start) !== unit.greater) source.malformed('"--" in a comment', end);
  source.at = end + 3;
  if (comments === 'dropped') return;
  open.at(-1)?.children.push({ kind: 'comment', raw: source.text.slice(start, source.at) });
}

function readCdata(reading: Reading): void {
  const { source, open } = reading;
  count(reading, 1);
  const start = source.at + CDATA.length;
  const parent = open.at(-1) ?? source.malformed('text outside the root element', source.at);
  const end = source.find(CDATA_END, start, 'a CDATA section that does not end');
  const text = source.text.slice(start, end).replace(/\r\n?/g, '\n');
  if (text !== '') parent.children.push(escapeText(text));
  source.at = end + CDATA_END.length;
}

function readInstruction(source: XmlSource): void {
  const start = source.at;
  const end = source.find('?>', start + 2, 'a processing instruction that does not end');
  const target = source.text.slice(start + 2, end).split(/[ \t\r\n]/, 1)[0] ?? '';
  if (target.toLowerCase() === 'xml')
    source.malformed('an XML declaration that is not one or not first', start);
  if (splitName(target)?.prefix !== '') source.malformed('a processing instruction without a name', start);
  source.at = end + 2;
}
