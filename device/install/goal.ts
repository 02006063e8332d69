import { childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { evaluate } from '../applicability/evaluate.ts';
import type { RuleContext } from '../applicability/rule.ts';
import { spend, type Work } from '../applicability/work.ts';
import type { Changes } from './proposal.ts';
import { goOn, type Path, type Trial } from './trial.ts';

/** A rule and what it is to come out as. */
export interface Goal {
  readonly rule: XmlElement;
  readonly wanted: 'true' | 'false';
  /** The key a RegKeyLoop around it is at. */
  readonly loopTarget?: string;
}

/** Where a search for changes is. */
export interface Place {
  readonly metadata: readonly XmlElement[];
  /** Lower case. */
  readonly updateId: string;
  /** Takes the names of elements nothing was found for. */
  readonly unchangeable: Set<string>;
  /** Comparisons that may still be made. One search shares it, so that a rule made to take long ends. */
  readonly work: Work;
  readonly trial: Trial;
  /** What was changed to come here. */
  readonly path: Path;
}

/** Changes one update may want; the device keeps them all, and a real installation makes a handful. */
const MOST_CHANGES = 4_000;

/** The goals that the parts of a rule come out as the rule is to. */
export function partsOf(goal: Goal): readonly Goal[] {
  return childElements(goal.rule).map((rule) => ({ ...goal, rule }));
}

export function inverse(wanted: Goal['wanted']): Goal['wanted'] {
  return wanted === 'true' ? 'false' : 'true';
}

/** Whether all was judged that may be. */
export function isSpent(place: Place): boolean {
  return !spend(place, 0);
}

/** Whether a goal is met. Once too much was judged none is. */
export function isMet({ rule, wanted, loopTarget }: Goal, place: Place): boolean {
  if (isSpent(place)) return false;
  return evaluate(rule, contextOf(place, loopTarget)) === wanted;
}

/** What a rule is judged over, until the search goes elsewhere. What it cannot judge is told by the scan, not here. */
export function contextOf(place: Place, loopTarget?: string): RuleContext {
  const { metadata, updateId, work } = place;
  const state = place.trial.stateAt(place.path);
  return {
    state,
    metadata,
    updateId,
    work,
    unknown: new Set(),
    ...(loopTarget !== undefined && { loopTarget }),
  };
}

/** The place as it is after `changes`; too many of them end the search. */
export function after(changes: Changes, place: Place): Place {
  const path = goOn(place.path, changes);
  if (path.length > MOST_CHANGES) {
    place.unchangeable.add(`more than ${MOST_CHANGES} changes`);
    spend(place, Number.POSITIVE_INFINITY);
  }
  return { ...place, path };
}
