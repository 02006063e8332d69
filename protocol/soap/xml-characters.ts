import { XmlError } from './xml-error.ts';
import { asciiText } from './xml-names.ts';
import { hasForbiddenCharacter, resolveReferences } from './xml-text.ts';

/** The text that stands between two tags from byte `from` to `to`: XML 1.0 §2.4, §2.11, §4.1. */
export function characterData(bytes: Buffer, from: number, to: number): string {
  const text = literal(bytes, from, to);
  if (text.includes(']]>')) throw new XmlError('a ]]> in text', from);
  return resolved(text, from);
}

/** The text of a CDATA section from byte `from` to `to`. */
export function literal(bytes: Buffer, from: number, to: number): string {
  const raw = bytes.toString('utf8', from, to);
  if (hasForbiddenCharacter(raw)) throw new XmlError('a character XML forbids', from);
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** The value of an attribute whose quotes stand around `from` to `to`: XML 1.0 §3.3.3. */
export function attributeValue(bytes: Buffer, from: number, to: number): string {
  if (isPlain(bytes, from, to)) return asciiText(bytes, from, to);
  const text = literal(bytes, from, to);
  if (text.includes('<')) throw new XmlError('a < inside an attribute value', from);
  return resolved(text.replace(/[\t\n]/g, ' '), from);
}

/** Whether the bytes stand for themselves: printable ASCII but for the two characters that mean something. */
function isPlain(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e || byte === 0x26 || byte === 0x3c) return false;
  }
  return true;
}

function resolved(text: string, from: number): string {
  const result = text.includes('&') ? resolveReferences(text) : text;
  if (result === undefined)
    throw new XmlError('an entity or character reference that XML does not define', from);
  return result;
}
