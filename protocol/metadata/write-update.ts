import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import { escapeAttribute, escapeText, isXmlCharacter } from '../soap/xml-text.ts';
import type { RuleNode } from './build-document-spec.ts';
import { documentLimits } from './document-limits.ts';
import { namespaceOfPrefix, XSI } from './namespaces.ts';
import { type QName, splitName } from './xml-names.ts';
import { hexOf } from './xml-source.ts';

/** Prefixes declared on the element at hand or above it. */
type Scope = ReadonlySet<string>;

interface Writing {
  /** Prefixes the root has to declare. */
  readonly used: Set<string>;
  depth: number;
}

const ROOT: Scope = new Set([...namespaceOfPrefix.keys()].filter((prefix) => prefix !== 'xsi'));

/**
 * `upd:Update` around `children`. The root declares the prefixes used below it, as the oldest real documents
 * do; `xsi` is declared where it is used, as in all of them.
 */
export function writeUpdate(children: readonly RuleNode[]): string {
  const writing: Writing = { used: new Set(['pub']), depth: 1 };
  const content = children.map((child) => writeNode(child, ROOT, writing)).join('');
  const declarations = [...namespaceOfPrefix]
    .filter(([prefix]) => prefix !== 'upd' && writing.used.has(prefix))
    .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
    .join('');
  return `<upd:Update${declarations} xmlns:upd="${namespaceOfPrefix.get('upd')}">${content}</upd:Update>`;
}

function writeNode(node: RuleNode, scope: Scope, writing: Writing): string {
  const attributes = Object.entries(node.attributes ?? {});
  const inside = scopeInside(attributes, scope);
  use(node.name, inside, writing);
  let tag = node.name;
  for (const [name, value] of attributes) {
    useAttribute(name, String(value), inside, writing);
    tag += ` ${name}="${escapeAttribute(checked(String(value), `${name} of ${node.name}`))}"`;
  }
  if (!inside.has('xsi') && attributes.some(([name]) => name === 'xsi:type')) tag += ` xmlns:xsi="${XSI}"`;
  const content = escapeText(checked(node.text ?? '', node.name)) + writeChildren(node, inside, writing);
  return content === '' ? `<${tag} />` : `<${tag}>${content}</${node.name}>`;
}

function writeChildren(node: RuleNode, scope: Scope, writing: Writing): string {
  writing.depth += 1;
  if (writing.depth > documentLimits.depth) {
    fail('METADATA_LIMIT', { what: 'levels of elements', limit: documentLimits.depth });
  }
  const content = (node.children ?? []).map((child) => writeNode(child, scope, writing)).join('');
  writing.depth -= 1;
  return content;
}

function scopeInside(attributes: readonly (readonly [string, unknown])[], scope: Scope): Scope {
  const declared = attributes.filter(([name]) => isDeclaration(name)).map(([name]) => parsed(name));
  if (declared.length === 0) return scope;
  return new Set([...scope, ...declared.map(({ prefix, local }) => (prefix === '' ? '' : local))]);
}

function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

/** `xsi:type` holds a name, whose prefix has to be declared as well. */
function useAttribute(name: string, value: string, scope: Scope, writing: Writing): void {
  const { prefix } = parsed(name);
  if (name === 'xsi:type') {
    if (value.includes(':')) use(value, scope, writing);
  } else if (prefix !== '' && prefix !== 'xml' && prefix !== 'xmlns') {
    use(name, scope, writing);
  }
}

function use(name: string, scope: Scope, { used }: Writing): void {
  const { prefix } = parsed(name);
  if (!scope.has(prefix)) fail('METADATA_SPEC_PREFIX', { name: clip(name), prefix });
  used.add(prefix);
}

function parsed(name: string): QName {
  return splitName(name) ?? fail('METADATA_SPEC_NAME', { name: clip(name) });
}

function checked(text: string, where: string): string {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (!isXmlCharacter(point)) fail('METADATA_SPEC_CHARACTER', { where: clip(where), code: hexOf(point) });
  }
  return text;
}
