import { type Document, Lexer, LineCounter, parseDocument } from 'yaml';
import { fail, messageOf } from '../errors/index.ts';
import type { DocumentErrors } from './document-errors.ts';

/** Longest YAML text in bytes. The parser needs about 3 s for each megabyte. */
const MAX_YAML_BYTES = 1024 * 1024;
/** Longest JSON text in bytes. */
export const MAX_JSON_BYTES = 16 * 1024 * 1024;
/** Most lexical tokens of a YAML text. */
const MAX_TOKENS = 250_000;
/** Deepest nesting of brackets; the parser itself breaks at some thousand. */
const MAX_FLOW_DEPTH = 32;
/** Widest indentation of a line, and most `- ` or `? ` or `: ` in one line: together they bound the depth of blocks. */
const MAX_INDENTATION = 256;
const MAX_INDICATORS_PER_LINE = 16;
/** How often anchors may be expanded, nested expansions multiplied. */
const MAX_ALIASES = 200;
/** Most values of a text once aliases are expanded. */
const MAX_VALUES = 1_000_000;
/** Deepest nesting of lists and maps. */
const MAX_DEPTH = 64;

/** Steps from the root of a document to a value in it. */
export type ValuePath = readonly (string | number)[];

/** A path as errors name it: `updates[3].files[0].size`. */
export function pathText(path: ValuePath): string {
  return path.reduce<string>(
    (text, step) => text + (typeof step === 'number' ? `[${step}]` : text ? `.${step}` : step),
    '',
  );
}

/** A text taken apart. */
export interface ParsedText {
  readonly value: unknown;
  /** The line, from 1, on which the value at `path` begins, where the parser knows it. */
  readonly lineOf: (path: ValuePath) => number | undefined;
}

/** The text being read: the name it has in errors, and which errors these are. */
interface Source {
  readonly name: string;
  readonly errors: Pick<DocumentErrors, 'tooLarge' | 'syntax'>;
}

/**
 * Takes a text apart into plain values: JSON when its `name` ends in `.json`, else YAML 1.2 with its core tags only.
 * Time and memory are bounded by the limits above, aliases included. Throws the tooLarge and syntax of `errors`.
 */
export function parseText(text: string, name: string, errors: Source['errors']): ParsedText {
  const source = { name, errors };
  const parsed = /\.json$/i.test(name) ? parseJson(text, source) : parseYaml(text, source);
  checkExtent(parsed.value, source);
  return parsed;
}

function parseJson(text: string, source: Source): ParsedText {
  checkLength(text, MAX_JSON_BYTES, source);
  screenNesting(text, source);
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')), lineOf: () => undefined };
  } catch (error) {
    return malformed(source, messageOf(error), error);
  }
}

/** Counts open brackets before the parser sees them: it takes seconds for a text that is nothing else. */
function screenNesting(text: string, source: Source): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isText && character === '\\') at++;
    else if (character === '"') isText = !isText;
    else if (isText) continue;
    else if (character === ']' || character === '}') depth--;
    else if ((character === '[' || character === '{') && ++depth > MAX_DEPTH)
      tooLarge(source, `${MAX_DEPTH} nested levels`);
  }
}

function parseYaml(text: string, source: Source): ParsedText {
  checkLength(text, MAX_YAML_BYTES, source);
  screenTokens(text, source);
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'core', version: '1.2', merge: false, lineCounter: lines });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) return malformed(source, problem.message, problem);
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { value, lineOf: (path) => lineIn(document, lines, path) };
  } catch (error) {
    return tooLarge(source, `${MAX_ALIASES} expanded aliases`, error);
  }
}

/** The line of the value at `path`, or of the nearest value around it. */
function lineIn(document: Document, lines: LineCounter, path: ValuePath): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
  }
  return undefined;
}

/** Counts tokens before the parser sees them: it recurses and keeps everything, the lexer does neither. */
function screenTokens(text: string, source: Source): void {
  let tokens = 0;
  let depth = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    tokens++;
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    else if (depth === 0 && (token === '-' || token === '?' || token === ':')) indicators++;
    else if (token.startsWith('\n') || token.startsWith('\r')) indicators = 0;
    if (tokens > MAX_TOKENS) tooLarge(source, `${MAX_TOKENS} tokens of YAML`);
    if (depth > MAX_FLOW_DEPTH) tooLarge(source, `${MAX_FLOW_DEPTH} nested brackets`);
    if (indicators > MAX_INDICATORS_PER_LINE || isWideIndentation(token))
      tooLarge(source, `${MAX_DEPTH} nested levels`);
  }
}

function isWideIndentation(token: string): boolean {
  return token.length > MAX_INDENTATION && /^ +$/.test(token);
}

function checkLength(text: string, limit: number, source: Source): void {
  if (Buffer.byteLength(text) > limit) tooLarge(source, `${limit} bytes`);
}

/** Walks every value, shared ones as often as they occur, so that nothing after this meets more of them. */
function checkExtent(root: unknown, source: Source): void {
  let values = 0;
  const visit = (value: unknown, depth: number): void => {
    if (++values > MAX_VALUES) tooLarge(source, `${MAX_VALUES} values`);
    if (typeof value !== 'object' || value === null) return;
    if (depth >= MAX_DEPTH) tooLarge(source, `${MAX_DEPTH} nested levels`);
    for (const child of Object.values(value)) visit(child, depth + 1);
  };
  visit(root, 0);
}

function tooLarge({ name, errors }: Source, limit: string, cause?: unknown): never {
  return fail(errors.tooLarge, { file: name, limit }, cause);
}

function malformed({ name, errors }: Source, message: string, cause: unknown): never {
  return fail(errors.syntax, { file: name, problem: firstLine(message) }, cause);
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/:$/, '');
}
