import { fail } from '../../platform/errors/index.ts';

/** One line of the block. */
export interface HostsEntry {
  readonly address: string;
  readonly name: string;
}

/** A mark and whatever explains it. The plus sign remembers that a line break was put before the block. */
const MARK = /^# (BEGIN|END) mock-wu(?: (\+))?(?![\w-])[^\r\n]*$/gm;
const HINT = '(mock-wu hosts --remove takes this block out)';
const JOINED = '+';

/** Where the block stands in a text: from its first character to the one after its last line break. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** The block that leads `names` to `address`, ending in a line break. */
export function hostsBlock(address: string, names: readonly string[], eol = '\n', flag = ''): string {
  // One name a line: Windows reads no more than nine on one.
  const lines = names.map((name) => `${address} ${name}`);
  return [`# BEGIN mock-wu ${flag && `${flag} `}${HINT}`, ...lines, '# END mock-wu', ''].join(eol);
}

/**
 * `text` with the block that leads `names` to `address` at its end, in place of any block that was there; at the
 * end, so that an address still belongs first to the names given to it before. `newFileEol` ends lines of
 * a text that has none. `withoutBlock` gives `text` back to the byte. Throws HOSTS_BLOCK_DAMAGED.
 */
export function withBlock(
  text: string,
  block: { readonly address: string; readonly names: readonly string[] },
  { file, newFileEol }: { readonly file: string; readonly newFileEol: string },
): string {
  const rest = withoutBlock(text, file);
  const eol = eolOf(rest) ?? newFileEol;
  const isJoined = rest !== '' && !rest.endsWith('\n');
  const added = hostsBlock(block.address, block.names, eol, isJoined ? JOINED : '');
  return rest + (isJoined ? eol : '') + added;
}

/** `text` without any block. Throws HOSTS_BLOCK_DAMAGED, naming `file`, for a mark without its other half. */
export function withoutBlock(text: string, file: string): string {
  let rest = text;
  for (const { start, end } of places(text, file).reverse()) rest = rest.slice(0, start) + rest.slice(end);
  return rest;
}

/** What the blocks of `text` say; undefined when there is none. Throws HOSTS_BLOCK_DAMAGED. */
export function readBlock(text: string, file: string): readonly HostsEntry[] | undefined {
  const found = places(text, file);
  if (found.length === 0) return undefined;
  return found.flatMap(({ start, end }) => entriesOf(text.slice(start, end)));
}

/** What a hosts file says, comments left out: one entry a name. */
export function entriesOf(text: string): readonly HostsEntry[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return names.map((name) => ({ address: address ?? '', name: name.toLowerCase() }));
  });
}

function places(text: string, file: string): Place[] {
  const marks = [...text.matchAll(MARK)];
  const found: Place[] = [];
  for (let index = 0; index < marks.length; index += 2) {
    const [begin, end] = [marks[index], marks[index + 1]];
    const isPair = begin?.[1] === 'BEGIN' && end?.[1] === 'END';
    if (isPair) found.push(placeOf(text, begin, end));
    else if (begin !== undefined) damaged(text, begin, file);
  }
  return found;
}

function placeOf(text: string, begin: RegExpMatchArray, end: RegExpMatchArray): Place {
  const start = begin.index ?? 0;
  const last = (end.index ?? 0) + end[0].length;
  const after = last + lineBreakAt(text, last).length;
  // What somebody added below the block keeps the line break that separates it.
  if (begin[2] !== JOINED || after < text.length) return { start, end: after };
  const eol = lineBreakAt(text, start + begin[0].length);
  return { start: text.slice(0, start).endsWith(eol) ? start - eol.length : start, end: after };
}

function damaged(text: string, mark: RegExpMatchArray, file: string): never {
  const line = text.slice(0, mark.index).split('\n').length;
  return fail('HOSTS_BLOCK_DAMAGED', { file, line, mark: `# ${mark[1] ?? ''} mock-wu` });
}

function lineBreakAt(text: string, index: number): string {
  if (text.startsWith('\r\n', index)) return '\r\n';
  return text.startsWith('\n', index) ? '\n' : '';
}

function eolOf(text: string): string | undefined {
  if (text.includes('\r\n')) return '\r\n';
  return text.includes('\n') ? '\n' : undefined;
}
