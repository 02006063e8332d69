import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import type { Registry, RegistryValue } from '../state/registry.ts';

/** Longest file taken: an export of the policies of a machine has some kilobytes. */
const MOST_BYTES = 4 * 1024 * 1024;
/** The first line with its byte order mark has less, in UTF-16 too. */
const LONGEST_HEAD = 200;
/** Characters of a line an error repeats. */
const SHOWN = 60;
const HEADERS: ReadonlySet<string> = new Set(['Windows Registry Editor Version 5.00', 'REGEDIT4']);
const NAME = /^(?:@|"((?:[^"\\]|\\.)*)")\s*=\s*(.*)$/;
const HEX_TYPES: Readonly<Record<string, RegistryValue['type']>> = {
  '': 'REG_BINARY',
  '1': 'REG_SZ',
  '2': 'REG_EXPAND_SZ',
  '3': 'REG_BINARY',
  '4': 'REG_DWORD',
  '7': 'REG_MULTI_SZ',
  b: 'REG_QWORD',
};

/** One thing a registry file does. */
export type RegistryChange =
  | { readonly kind: 'add key'; readonly key: string }
  | { readonly kind: 'remove key'; readonly key: string }
  | { readonly kind: 'set'; readonly key: string; readonly name: string; readonly value: RegistryValue }
  | { readonly kind: 'remove'; readonly key: string; readonly name: string };

/** One line of a file, with those that go on it. */
interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Whether `bytes` begin like a registry file. */
export function isRegFile(bytes: Buffer): boolean {
  const [first = ''] = textOf(bytes.subarray(0, LONGEST_HEAD)).split(/\r\n|\r|\n/, 1);
  return HEADERS.has(first.trim());
}

/**
 * Reads a registry file as regedit exports it, UTF-16 with a byte order mark or UTF-8. `file` is its name in errors.
 * Throws REG_FILE_TOO_LARGE and REG_FILE_SYNTAX.
 */
export function parseRegFile(bytes: Buffer, file: string): readonly RegistryChange[] {
  if (bytes.length > MOST_BYTES) fail('REG_FILE_TOO_LARGE', { file, limit: MOST_BYTES });
  const [header, ...lines] = linesOf(textOf(bytes));
  const wrong = (line: number, problem: string): never => fail('REG_FILE_SYNTAX', { file, line, problem });
  if (header === undefined || !HEADERS.has(header.text.trim()))
    return wrong(1, 'it does not begin with "Windows Registry Editor Version 5.00"');
  const changes: RegistryChange[] = [];
  let key: string | undefined;
  for (const { text, number } of lines) {
    const section = /^\[(-?)([^\]]+)\]$/.exec(text);
    if (section) {
      const [, minus, name = ''] = section;
      if (!/^HK[A-Z_]+(\\|$)/i.test(name)) wrong(number, `"${clip(name, SHOWN)}" names no hive`);
      key = minus === '-' ? undefined : name;
      changes.push({ kind: minus === '-' ? 'remove key' : 'add key', key: name });
      continue;
    }
    const [, name = '', data] = NAME.exec(text) ?? [];
    if (data === undefined) return wrong(number, `"${clip(text, SHOWN)}" is no value and no key`);
    if (key === undefined) return wrong(number, `"${clip(text, SHOWN)}" stands below no key`);
    if (data === '-') changes.push({ kind: 'remove', key, name: unescaped(name) });
    else {
      const value = valueIn(data) ?? wrong(number, `"${clip(data, SHOWN)}" is no data`);
      changes.push({ kind: 'set', key, name: unescaped(name), value });
    }
  }
  return changes;
}

/** Does to `registry` what a registry file does. */
export function applyChanges(registry: Registry, changes: readonly RegistryChange[]): void {
  for (const change of changes) {
    if (change.kind === 'add key') registry.addKey(change.key);
    else if (change.kind === 'remove key') registry.removeKey(change.key);
    else if (change.kind === 'set') registry.set(change.key, change.name, change.value);
    else registry.remove(change.key, change.name);
  }
}

function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? bytes.toString('utf16le', 2) : bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** Lines that say something; a backslash at the end of one has the next go on it. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let begun: { parts: string[]; number: number } | undefined;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    const current = begun ?? { parts: [], number: index + 1 };
    const goesOn = line.endsWith('\\') && (begun !== undefined || /=\s*hex/i.test(line));
    current.parts.push(goesOn ? line.slice(0, -1) : line);
    begun = goesOn ? current : undefined;
    if (goesOn) continue;
    const whole = current.parts.join('');
    if (whole !== '' && !whole.startsWith(';')) lines.push({ text: whole, number: current.number });
  }
  // One that goes on where nothing follows stays open, which makes it no data.
  if (begun !== undefined) lines.push({ text: `${begun.parts.join('')}\\`, number: begun.number });
  return lines;
}

function valueIn(data: string): RegistryValue | undefined {
  const [, text] = /^"((?:[^"\\]|\\.)*)"$/.exec(data) ?? [];
  if (text !== undefined) return { type: 'REG_SZ', data: unescaped(text) };
  const [, word] = /^dword:([0-9a-f]{1,8})$/i.exec(data) ?? [];
  if (word !== undefined) return { type: 'REG_DWORD', data: Number.parseInt(word, 16) };
  const [, kind = '', digits] =
    /^hex(?:\(([0-9a-f])\))?:((?:[0-9a-f]{2}(?:,|$))*)$/i.exec(data.replace(/\s/g, '')) ?? [];
  const type = HEX_TYPES[kind.toLowerCase()];
  if (digits === undefined || type === undefined) return undefined;
  return ofBytes(type, Buffer.from(digits.replaceAll(',', ''), 'hex'));
}

function ofBytes(type: RegistryValue['type'], bytes: Buffer): RegistryValue | undefined {
  const texts = (): string[] => bytes.toString('utf16le').split('\0');
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return { type, data: texts()[0] ?? '' };
    case 'REG_MULTI_SZ':
      return { type, data: texts().filter((one) => one !== '') };
    case 'REG_DWORD':
      return bytes.length === 4 ? { type, data: bytes.readUInt32LE() } : undefined;
    case 'REG_QWORD':
      return bytes.length === 8 ? { type, data: Number(bytes.readBigUInt64LE()) } : undefined;
    case 'REG_BINARY':
      return { type, data: bytes.toString('hex') };
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
