import { colonIn, EQUALS, GT, nameEnd, SLASH, spaceEnd } from './xml-bytes.ts';
import { attributeValue } from './xml-characters.ts';
import { XmlError } from './xml-error.ts';
import { asciiText } from './xml-names.ts';
import type { OpenTags } from './xml-open-tags.ts';

/** One attribute of an element, its prefix resolved. */
export interface XmlAttribute {
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

/** The rest of a start tag behind its name. */
export interface TagRest {
  /** Namespace declarations left out. */
  readonly attributes: readonly XmlAttribute[];
  readonly selfClosed: boolean;
  /** Position after the tag. */
  readonly end: number;
}

interface RawAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
  readonly at: number;
  readonly end: number;
}

/**
 * Reads the start tag of the innermost of `tags` on from `from`, behind its name, and declares its namespaces.
 * Throws XmlError when it is not well-formed or has more than `most` attributes.
 */
export function readTagRest(bytes: Buffer, from: number, tags: OpenTags, most: number): TagRest {
  const raw: RawAttribute[] = [];
  for (let at = from; ; ) {
    const next = spaceEnd(bytes, at);
    const selfClosed = bytes[next] === SLASH && bytes[next + 1] === GT;
    if (selfClosed || bytes[next] === GT) {
      const attributes = raw.length === 0 ? [] : resolve(raw, tags);
      return { attributes, selfClosed, end: next + (selfClosed ? 2 : 1) };
    }
    if (next === at) throw new XmlError('a tag that is not well-formed', at);
    const attribute = readAttribute(bytes, next);
    raw.push(attribute);
    if (raw.length > most) throw new XmlError(`more than ${most} attributes`, next);
    at = attribute.end;
  }
}

function readAttribute(bytes: Buffer, at: number): RawAttribute {
  const nameTo = nameEnd(bytes, at);
  const equals = spaceEnd(bytes, nameTo);
  if (bytes[equals] !== EQUALS) throw new XmlError('an attribute without a value', at);
  const from = spaceEnd(bytes, equals + 1) + 1;
  const quote = bytes[from - 1];
  if (quote !== 0x22 && quote !== 0x27) throw new XmlError('an attribute value without quotes', from - 1);
  const end = bytes.indexOf(quote, from);
  if (end === -1) throw new XmlError('an attribute value is not closed', from);
  const colon = colonIn(bytes, at, nameTo);
  return {
    prefix: colon === -1 ? '' : asciiText(bytes, at, colon),
    local: asciiText(bytes, colon === -1 ? at : colon + 1, nameTo),
    value: attributeValue(bytes, from, end),
    at,
    end: end + 1,
  };
}

function resolve(raw: readonly RawAttribute[], tags: OpenTags): readonly XmlAttribute[] {
  const plain: RawAttribute[] = [];
  const seen = new Set<string>();
  const once = (name: string, at: number): void => {
    if (raw.length === 1) return;
    if (seen.has(name)) throw new XmlError(`the attribute ${name.replace(/^.* /, '')} occurs twice`, at);
    seen.add(name);
  };
  for (const one of raw) {
    const isDefault = one.prefix === '' && one.local === 'xmlns';
    if (!isDefault && one.prefix !== 'xmlns') {
      plain.push(one);
      continue;
    }
    once(isDefault ? 'xmlns' : `xmlns:${one.local}`, one.at);
    tags.declare(isDefault ? '' : one.local, one.value, one.at);
  }
  // Two prefixes of one namespace make one name: Namespaces in XML 1.0 §6.3.
  return plain.map(({ prefix, local, value, at }) => {
    const uri = prefix === '' ? '' : tags.uriOf(prefix, at);
    once(`${uri} ${local}`, at);
    return { local, uri, value };
  });
}
