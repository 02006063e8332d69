import { type ReaderLimits, XmlReader } from '../../protocol/soap/xml-reader.ts';

/** An element as the reader under test sees it: names resolved, and either children or text. */
export interface ReadElement {
  readonly local: string;
  readonly uri: string;
  readonly attributes: readonly (readonly [uri: string, local: string, value: string])[];
  readonly content: string | readonly ReadElement[];
}

/** Reads a whole document, whatever is in it, and returns its root element as it stood. Throws XmlError. */
export function readThrough(document: string | Buffer, limits?: ReaderLimits): string {
  const reader = new XmlReader(Buffer.from(document), limits);
  if (!reader.child()) throw new Error('no root');
  const root = reader.skip();
  reader.end();
  return root;
}

/** Reads a document of the shape of `model`, which tells elements with text from those with children. */
export function readAs(document: string | Buffer, model: ReadElement): ReadElement {
  const reader = new XmlReader(Buffer.from(document));
  if (!reader.child()) throw new Error('no root');
  const root = readElement(reader, model);
  reader.end();
  return root;
}

/** Reads a document whose root holds only text. */
export function readText(document: string | Buffer): string {
  const reader = new XmlReader(Buffer.from(document));
  reader.child();
  const text = reader.text();
  reader.end();
  return text;
}

function readElement(reader: XmlReader, model: ReadElement): ReadElement {
  const { local, uri } = reader;
  const attributes = reader.attributes.map((one) => [one.uri, one.local, one.value] as const);
  if (typeof model.content === 'string') return { local, uri, attributes, content: reader.text() };
  const children: ReadElement[] = [];
  for (let i = 0; reader.child(); i++) {
    const expected = model.content[i];
    if (expected === undefined) throw new Error(`${local} has more children than it should`);
    children.push(readElement(reader, expected));
  }
  return { local, uri, attributes, content: children };
}
