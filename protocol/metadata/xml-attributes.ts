import { clip } from '../../platform/plain-text.ts';
import { resolveReferences } from '../soap/xml-text.ts';
import type { NamespaceScope } from './namespace-scope.ts';
import { XML, XMLNS } from './namespaces.ts';
import type { QName } from './xml-names.ts';
import { unit, type XmlSource } from './xml-source.ts';
import type { XmlAttribute } from './xml-tree.ts';

/** An attribute as written, its prefix not resolved yet. */
export interface WrittenAttribute extends QName {
  readonly raw: string;
  readonly at: number;
}

const NONE: readonly XmlAttribute[] = [];
/** Above this many a set finds repeated names faster than comparing each with each. */
const FEW = 8;

/** Reads the attributes of a tag, declarations included; stops before its `>` or `/>`. */
export function readAttributes(source: XmlSource): readonly WrittenAttribute[] {
  const written: WrittenAttribute[] = [];
  for (;;) {
    const before = source.at;
    source.skipSpace();
    const code = source.peek();
    if (code === unit.greater || (code === unit.slash && source.peek(1) === unit.greater)) break;
    if (source.at === before) source.malformed('a tag that goes on without a space', before);
    const limit = source.limits.attributes;
    if (written.length === limit) source.tooMany('attributes on one element', limit);
    written.push(readAttribute(source));
  }
  refuseRepeated(source, written, ({ name }) => name);
  return written;
}

function readAttribute(source: XmlSource): WrittenAttribute {
  const at = source.at;
  const { name, prefix, local } = source.name();
  source.skipSpace();
  if (source.peek() !== unit.equals) source.malformed(`no "=" after ${clip(name)}`, source.at);
  source.at += 1;
  source.skipSpace();
  const quote = source.peek();
  if (quote !== unit.quote && quote !== unit.apostrophe) {
    source.malformed(`no quote after ${clip(name)}=`, source.at);
  }
  const start = source.at + 1;
  const end = source.find(quote === unit.quote ? '"' : "'", start, `the value of ${clip(name)} does not end`);
  const raw = source.text.slice(start, end);
  if (raw.includes('<')) source.malformed(`"<" in the value of ${clip(name)}`, start);
  source.checkReferences(raw, start);
  source.at = end + 1;
  return { name, prefix, local, at, raw: quote === unit.quote ? raw : raw.replaceAll('"', '&quot;') };
}

/** Puts the declarations among `written` in force: Namespaces in XML 1.0 §3. */
export function declareNamespaces(
  source: XmlSource,
  scope: NamespaceScope,
  written: readonly WrittenAttribute[],
): void {
  for (const { name, prefix, local, raw, at } of written) {
    if (prefix !== 'xmlns' && name !== 'xmlns') continue;
    const declared = prefix === '' ? '' : local;
    const uri = resolveReferences(raw) ?? raw;
    const reserved = declared === 'xmlns' || uri === XMLNS || (declared === 'xml') !== (uri === XML);
    if (reserved) source.malformed('a reserved prefix or namespace declared anew', at);
    if (declared !== '' && uri === '') source.malformed(`${clip(name)} declares nothing`, at);
    scope.declare(declared, uri);
  }
}

/** `written` with prefixes resolved; declarations of prefixes are left out. */
export function resolveAttributes(
  source: XmlSource,
  scope: NamespaceScope,
  written: readonly WrittenAttribute[],
): readonly XmlAttribute[] {
  if (written.length === 0) return NONE;
  const attributes: XmlAttribute[] = [];
  let prefixed = 0;
  for (const { name, prefix, local, raw, at } of written) {
    if (prefix === 'xmlns') continue;
    const uri = prefix === '' ? '' : scope.uriOf(prefix);
    if (uri === undefined) source.malformed(`the undeclared prefix of ${clip(name)}`, at);
    if (prefix !== '') prefixed += 1;
    attributes.push({ prefix, local, uri: name === 'xmlns' ? XMLNS : uri, raw, at });
  }
  if (prefixed > 1) refuseRepeated(source, attributes, ({ uri, local }) => `{${uri}}${local}`);
  return attributes;
}

function refuseRepeated<T extends { readonly at: number }>(
  source: XmlSource,
  attributes: readonly T[],
  nameOf: (attribute: T) => string,
): void {
  const seen: string[] = [];
  const many = attributes.length > FEW ? new Set<string>() : undefined;
  for (const attribute of attributes) {
    const name = nameOf(attribute);
    if (many?.has(name) ?? seen.includes(name)) {
      source.malformed(`the attribute ${clip(name)} twice`, attribute.at);
    }
    many?.add(name);
    if (many === undefined) seen.push(name);
  }
}
