import { resolveReferences } from '../soap/xml-text.ts';

/** One attribute. Declarations of prefixes are resolved and left out; `xmlns="…"` stays, to be carried. */
export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  /** Namespace; empty for attributes without prefix. */
  readonly uri: string;
  /** As written between the quotes, references unresolved, double quotes escaped. */
  readonly raw: string;
  /** Index in the document, for errors. */
  readonly at: number;
}

/** A comment, with its marks. */
export interface XmlComment {
  readonly kind: 'comment';
  readonly raw: string;
}

/** One element. Text children are strings as written, references unresolved. */
export interface XmlElement {
  readonly kind: 'element';
  /** Name as written, with its prefix. */
  readonly name: string;
  readonly local: string;
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | XmlComment | string;

/** The child elements of `parent` called `local` in its own namespace. */
export function childrenNamed(parent: XmlElement | undefined, local: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of parent?.children ?? []) {
    if (isElement(child) && child.local === local && child.uri === parent?.uri) found.push(child);
  }
  return found;
}

/** The child elements of `parent`, whatever their names. */
export function childElements(parent: XmlElement): XmlElement[] {
  return parent.children.filter(isElement);
}

/** What a tree is made of: its elements, their attributes, comments and pieces of text. */
export function nodesIn(root: XmlElement): number {
  let nodes = 1 + root.attributes.length;
  for (const child of root.children) nodes += isElement(child) ? nodesIn(child) : 1;
  return nodes;
}

/** The value of the attribute without prefix called `local`, or undefined. */
export function attributeOf(element: XmlElement, local: string): string | undefined {
  for (const attribute of element.attributes) {
    if (attribute.local === local && attribute.uri === '') return attributeValue(attribute.raw);
  }
  return undefined;
}

/** The text of `element` itself, references resolved, line ends as XML 1.0 §2.11 wants them. */
export function textOf(element: XmlElement): string {
  let raw = '';
  for (const child of element.children) if (typeof child === 'string') raw += child;
  return resolved(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);
}

function attributeValue(raw: string): string {
  return resolved(/[\t\r\n]/.test(raw) ? raw.replace(/\r\n|[\t\r\n]/g, ' ') : raw);
}

function resolved(raw: string): string {
  return raw.includes('&') ? (resolveReferences(raw) ?? raw) : raw;
}

function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string' && node.kind === 'element';
}
