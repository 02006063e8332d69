import { XMLParser } from 'fast-xml-parser';

type Node = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/**
 * One spelling for all documents that say the same: local names with their namespace, attributes sorted, no
 * prefixes, no declaration. Read by fast-xml-parser, which is not the reader under test.
 */
export function canonical(xml: string): string {
  const nodes = parser.parse(xml) as Node[];
  return nodes.map((node) => render(node, new Map([['', '']]))).join('');
}

function render(node: Node, inherited: ReadonlyMap<string, string>): string {
  if ('#text' in node) return String(node['#text']);
  const name = Object.keys(node).find((key) => key !== ':@');
  if (name === undefined || name.startsWith('?')) return '';
  const given = Object.entries((node[':@'] ?? {}) as Record<string, string>);
  const scope = new Map(inherited);
  for (const [key, value] of given) {
    if (key === 'xmlns') scope.set('', value);
    else if (key.startsWith('xmlns:')) scope.set(key.slice(6), value);
  }
  const attributes = given
    .filter(([key]) => !key.startsWith('xmlns'))
    .map(([key, value]) => ` ${qualified(key, scope, false)}="${value}"`)
    .sort();
  const children = (node[name] as Node[]).map((child) => render(child, scope)).join('');
  return `<${qualified(name, scope, true)}${attributes.join('')}>${children}</>`;
}

function qualified(name: string, scope: ReadonlyMap<string, string>, isElement: boolean): string {
  const colon = name.indexOf(':');
  if (colon === -1) return isElement ? `{${scope.get('') ?? ''}}${name}` : name;
  return `{${scope.get(name.slice(0, colon)) ?? '?'}}${name.slice(colon + 1)}`;
}
