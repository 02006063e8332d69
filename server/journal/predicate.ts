import { clip } from '../../platform/plain-text.ts';
import type { Predicate } from './query.ts';

/** Longest path of a value, in steps; most values one path with `[*]` leads to. */
const MOST_STEPS = 32;
const MOST_FOUND = 10_000;
/** Characters of a value that are repeated in an explanation. */
const SHOWN = 60;

/** A step of a path: a name, a place in a list, or every item of a list. */
type Step = string | number | '*';

/** The steps of a path such as `a.b[0].c[*]`. */
export function stepsOf(path: string): readonly Step[] {
  return path
    .split(/\.|(?=\[)/)
    .filter((step) => step !== '')
    .slice(0, MOST_STEPS)
    .map((step) => {
      const inside = /^\[(\*|\d+)\]$/.exec(step)?.[1];
      return inside === undefined || inside === '*' ? (inside ?? step) : Number(inside);
    });
}

/** The values a path leads to: one, or one for each item where it says `[*]`; none where nothing is there. */
export function valuesAt(root: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = [root];
  for (const step of stepsOf(path)) {
    found = found.flatMap((value) => below(value, step)).slice(0, MOST_FOUND);
  }
  return found;
}

function below(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  if (step === '*') return Array.isArray(value) ? value : [];
  if (Array.isArray(value) && typeof step === 'number') return step < value.length ? [value[step]] : [];
  // Getters of an entry are its own properties; nothing of a prototype is a value.
  if (!Object.hasOwn(value, step)) return [];
  const one = (value as Readonly<Record<string, unknown>>)[step];
  return one === undefined ? [] : [one];
}

/** Whether `predicate` holds for one of the values found; `exists: false` holds where there is none. */
export function holds(predicate: Predicate, found: readonly unknown[]): boolean {
  if (typeof predicate !== 'object' || predicate === null)
    return found.some((value) => isSame(value, predicate));
  const { exists, ...others } = predicate;
  if (exists === false) return found.length === 0;
  if (exists === true && found.length === 0) return false;
  if (Object.keys(others).length === 0) return found.length > 0;
  return found.some((value) => holdsFor(others, value));
}

function holdsFor(wanted: Exclude<Predicate, string | number | boolean | null>, value: unknown): boolean {
  const { equals, not, in: among, contains, like, least, most, length } = wanted;
  const text = textOf(value);
  return (
    (equals === undefined || isSame(value, equals)) &&
    (not === undefined || !isSame(value, not)) &&
    (among === undefined || among.some((one) => isSame(value, one))) &&
    (contains === undefined || text.toLowerCase().includes(contains.toLowerCase())) &&
    (like === undefined || isLike(text, like)) &&
    (least === undefined || Number(value) >= least) &&
    (most === undefined || Number(value) <= most) &&
    (length === undefined || lengthOf(value) === length)
  );
}

/** Texts are compared without regard to case, as ids and names of the protocols are. */
function isSame(value: unknown, wanted: unknown): boolean {
  if (typeof value === 'string' && typeof wanted === 'string')
    return value.toLowerCase() === wanted.toLowerCase();
  if (typeof value === 'bigint') return value === BigInt(Math.trunc(Number(wanted)));
  return value === wanted || (Buffer.isBuffer(value) && textOf(value) === wanted);
}

function lengthOf(value: unknown): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

/** A value as a text: bytes in Base64, as they travel. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('base64');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/**
 * Whether `text` is of the form `pattern`, in any case: `*` stands for any text. Takes time by the product of the
 * lengths at most, whatever the pattern.
 */
export function isLike(text: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const whole = text.toLowerCase();
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first) || whole.length < first.length + last.length || !whole.endsWith(last))
    return false;
  let at = first.length;
  const end = whole.length - last.length;
  for (const part of others) {
    const next = whole.indexOf(part, at);
    if (next === -1 || next + part.length > end) return false;
    at = next + part.length;
  }
  return true;
}

/** A predicate in words. */
export function describePredicate(predicate: Predicate): string {
  if (typeof predicate !== 'object' || predicate === null) return shown(predicate);
  const { exists, ...others } = predicate;
  const parts = Object.entries(others).map(([name, value]) => `${WORDS[name] ?? name} ${shown(value)}`);
  if (exists !== undefined) parts.unshift(exists ? 'there' : 'not there');
  return parts.join(' and ');
}

const WORDS: Readonly<Record<string, string>> = {
  equals: 'equal to',
  in: 'one of',
  contains: 'containing',
  like: 'like',
  least: 'at least',
  most: 'at most',
  length: 'of length',
};

/** Values as an explanation shows them. */
export function describeFound(found: readonly unknown[]): string {
  if (found.length === 0) return 'nothing is there';
  const [one] = found;
  return found.length === 1 ? shown(one) : `${found.length} values, the first ${shown(one)}`;
}

function shown(value: unknown): string {
  const text = Buffer.isBuffer(value) ? value.toString('base64') : (JSON.stringify(value) ?? String(value));
  return clip(text, SHOWN);
}
