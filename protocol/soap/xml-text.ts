// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 §2.2 leaves out.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const IN_TEXT = new RegExp(`[&<>\r]|${FORBIDDEN.source}`, 'g');
const IN_ATTRIBUTES = new RegExp(`[&<>"\r\n\t]|${FORBIDDEN.source}`, 'g');
/** Stands for what XML cannot carry, so that whatever is written can be read. */
const REPLACEMENT = '\ufffd';

/** Whether `text`, decoded from UTF-8, has a character that may not occur in a document: XML 1.0 §2.2. */
export function hasForbiddenCharacter(text: string): boolean {
  return FORBIDDEN.test(text);
}

/** `text` as XML character data, the way the .NET writer of the real server escapes it (captures 06, 10). */
export function escapeText(text: string): string {
  return text.replace(IN_TEXT, (character) => {
    if (character === '&') return '&amp;';
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    return character === '\r' ? '&#xD;' : REPLACEMENT;
  });
}

/** `text` as the value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(IN_ATTRIBUTES, (character) => {
    if (character === '&') return '&amp;';
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    if (character === '"') return '&quot;';
    const code = character.charCodeAt(0);
    return isXmlCharacter(code) ? `&#x${code.toString(16).toUpperCase()};` : REPLACEMENT;
  });
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** `raw` with its references resolved, or undefined when one is not among XML's own five or not a character. */
export function resolveReferences(raw: string): string | undefined {
  let result = '';
  let from = 0;
  for (let at = raw.indexOf('&'); at !== -1; at = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', at);
    if (end === -1) return undefined;
    const character = referenced(raw.slice(at + 1, end));
    if (character === undefined) return undefined;
    result += raw.slice(from, at) + character;
    from = end + 1;
  }
  return result + raw.slice(from);
}

function referenced(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED.get(name);
  const hexadecimal = name[1] === 'x';
  const digits = name.slice(hexadecimal ? 2 : 1);
  if (!(hexadecimal ? /^0*[0-9a-fA-F]{1,6}$/ : /^0*[0-9]{1,7}$/).test(digits)) return undefined;
  const code = Number.parseInt(digits, hexadecimal ? 16 : 10);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** Whether `code` may occur in a document: XML 1.0 §2.2. */
export function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
