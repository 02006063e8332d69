import { childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { evaluate } from '../applicability/evaluate.ts';
import type { RuleContext } from '../applicability/rule.ts';
import { applyChanges } from '../state/apply-change.ts';
import { copyState } from '../state/copy-state.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { Changes } from './proposal.ts';

/** A rule and what it is to come out as. */
export interface Goal {
  readonly rule: XmlElement;
  readonly wanted: 'true' | 'false';
  /** The key a RegKeyLoop around it is at. */
  readonly loopTarget?: string;
}

/** What changes are looked for over. */
export interface Place {
  readonly state: DeviceState;
  readonly metadata: readonly XmlElement[];
  /** Lower case. */
  readonly updateId: string;
  /** Takes the names of elements nothing was found for. */
  readonly unchangeable: Set<string>;
  readonly work: Work;
}

/** Elements that may still be judged. One search shares it, so that a rule made to take long ends. */
export interface Work {
  left: number;
  readonly sizes: Map<XmlElement, number>;
}

/** Elements judged for one rule, a second's work. The largest real rules have some thousands, and need few tries. */
const MOST_JUDGED = 500_000;
/** What a copy of the state counts as. */
const COPY = 20;

export function createWork(): Work {
  return { left: MOST_JUDGED, sizes: new Map() };
}

/** The goals that the parts of a rule come out as the rule is to. */
export function partsOf(goal: Goal): readonly Goal[] {
  return childElements(goal.rule).map((rule) => ({ ...goal, rule }));
}

export function inverse(wanted: Goal['wanted']): Goal['wanted'] {
  return wanted === 'true' ? 'false' : 'true';
}

/** Whether all was judged that may be. */
export function isSpent({ work }: Place): boolean {
  return work.left < 0;
}

/** Whether a goal is met. Once too much was judged none is. */
export function isMet({ rule, wanted, loopTarget }: Goal, place: Place): boolean {
  place.work.left -= sizeOf(rule, place.work.sizes);
  if (isSpent(place)) return false;
  return evaluate(rule, contextOf(place, loopTarget)) === wanted;
}

/** What a rule is judged over. What it cannot judge is told by the scan, not here. */
export function contextOf({ state, metadata, updateId }: Place, loopTarget?: string): RuleContext {
  return { state, metadata, updateId, unknown: new Set(), ...(loopTarget !== undefined && { loopTarget }) };
}

/** The place as it is after `changes`. */
export function after(changes: Changes, place: Place): Place {
  place.work.left -= COPY;
  const state = copyState(place.state);
  applyChanges(state, changes);
  return { ...place, state };
}

function sizeOf(rule: XmlElement, sizes: Map<XmlElement, number>): number {
  const known = sizes.get(rule);
  if (known !== undefined) return known;
  const size = childElements(rule).reduce((sum, one) => sum + sizeOf(one, sizes), 1);
  sizes.set(rule, size);
  return size;
}
