import { fail } from '../../platform/errors/index.ts';
import { BASE_RULES, isForeign, MSI_RULES, WINDOWS_DRIVER, XML, XMLNS } from './namespaces.ts';
import type { XmlAttribute, XmlElement } from './xml-tree.ts';

/** How a fragment names elements: Core keeps a letter for three namespaces, the others keep none. */
export type Naming = 'lettered' | 'plain';

/**
 * `element` the way clients receive it: no prefixes, no declarations, ` />` for empty elements, content as
 * written ([MS-WUSP] §3.1.1.1; captures 06, 07, 08, 10, 50). A vocabulary of somebody else keeps its
 * `xmlns="…"`, which is what real servers do to MsiPatch and to servicing manifests.
 * Throws METADATA_ATTRIBUTE_CLASH.
 */
export function writeFragment(element: XmlElement, naming: Naming): string {
  return write(element, naming, '');
}

/** `inherited` is the default namespace in force in the fragment being written. */
function write(element: XmlElement, naming: Naming, inherited: string): string {
  const name = naming === 'lettered' ? letterOf(element.uri) + element.local : element.local;
  const own = isForeign(element.uri) || element.uri === '' ? element.uri : inherited;
  let content = '';
  for (const child of element.children) {
    if (typeof child === 'string') content += child;
    else content += child.kind === 'comment' ? child.raw : write(child, naming, own);
  }
  const start = `<${name}${writeAttributes(element, own, inherited)}`;
  return content === '' ? `${start} />` : `${start}>${content}</${name}>`;
}

function letterOf(uri: string): string {
  if (uri === BASE_RULES) return 'b.';
  if (uri === MSI_RULES) return 'm.';
  return uri === WINDOWS_DRIVER ? 'd.' : '';
}

function writeAttributes(element: XmlElement, own: string, inherited: string): string {
  let text = '';
  let declared = own === inherited;
  let prefixed = false;
  for (const { prefix, local, uri, raw } of element.attributes) {
    if (uri === XMLNS) {
      if (element.name.includes(':') || (declared && !isForeign(element.uri))) continue;
      declared = true;
      text += ` xmlns="${raw}"`;
    } else {
      text += uri === XML ? ` xml:${local}="${raw}"` : ` ${local}="${raw}"`;
      if (prefix !== '') prefixed = true;
    }
  }
  if (prefixed) refuseClash(element);
  return declared ? text : `${text} xmlns="${own.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
}

function refuseClash({ name, attributes }: XmlElement): void {
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const written = writtenName(attribute);
    if (seen.has(written)) fail('METADATA_ATTRIBUTE_CLASH', { element: name, attribute: written });
    seen.add(written);
  }
}

function writtenName({ local, uri }: XmlAttribute): string {
  return uri === XML ? `xml:${local}` : local;
}
