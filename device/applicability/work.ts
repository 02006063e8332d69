import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { RuleContext } from './rule.ts';

/** Comparisons that may still be made. All that shares it ends together, so that rules made to take long end. */
export interface Work {
  /** Below zero when more was wanted than may be. */
  left: number;
}

/**
 * Comparisons for the rules of one revision, or for a search for changes; some tenths of a second. An element of a rule is one,
 * and so is each thing on the device or in the metadata it is held against. Real updates need 43,000 at most.
 */
const MOST_COMPARISONS = 500_000;
/** Comparisons for all revisions a device judges over one state: what 200,000 real ones take, twice, and some ten seconds. */
export const MOST_OF_ALL = 50_000_000;
/** What stands among the elements a device cannot judge where the rules wanted more. */
export const TOO_MUCH = 'more comparisons than a device makes';
/** UTF-16 units of attributes that take as long as one comparison. */
const CHARACTERS = 256;

/** As many as one revision may have, or `most` where that is less. */
export function createWork(most: number = MOST_COMPARISONS): Work {
  return { left: Math.min(most, MOST_COMPARISONS) };
}

/** Whether `count` comparisons more may be made; they are counted. What may not be made is not known. */
export function spend({ work }: Pick<RuleContext, 'work'>, count: number): boolean {
  if (work === undefined) return true;
  work.left -= count;
  return work.left >= 0;
}

/** Comparisons one element is, without what it is held against. */
export function costOf({ attributes, children }: XmlElement): number {
  let cost = 1 + children.length;
  for (const { raw } of attributes) cost += costOfText(raw);
  return cost;
}

/** Comparisons a text is, beyond the first. */
export function costOfText(text: string): number {
  return Math.floor(text.length / CHARACTERS);
}
