import { childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { keyOf } from '../applicability/registry-tests.ts';
import { textIn } from '../applicability/rule.ts';
import { createWork, spend, TOO_MUCH } from '../applicability/work.ts';
import type { DeviceState } from '../state/device-state.ts';
import { isKept } from '../state/read-changes.ts';
import { couldBeMet } from './could-be-met.ts';
import { after, contextOf, type Goal, inverse, isMet, isSpent, type Place, partsOf } from './goal.ts';
import { lastChanges } from './last-changes.ts';
import type { Changes } from './proposal.ts';
import { proposalsFor } from './proposals.ts';
import { changesOn, createTrial } from './trial.ts';

/** What a rule is made to come out otherwise on. */
export interface SatisfyContext {
  /** Stays as it is. */
  readonly state: DeviceState;
  /** What stands under `Metadata` of the update's rules. */
  readonly metadata: readonly XmlElement[];
  /** UpdateID of the update, lower case. */
  readonly updateId: string;
  /** Takes the names of elements for which nothing was found. */
  readonly unchangeable: Set<string>;
}

/** What a RegKeyLoop can be true of. */
const LOOPS: ReadonlySet<string> = new Set(['any', 'none', 'all']);

/** What an open branch counts as beside what is judged for it: it stays until the search is over. */
const BRANCH = 10;

type Wanted = Goal['wanted'];
/** Places where a goal is met, found when they are asked for, the one to be preferred first. */
type Ways = Generator<Place, void>;

/**
 * The inverse of `evaluate`: changes after which `rule` comes out as `wanted` on this device, none where it does already;
 * undefined where nothing this device can change makes it so. Whatever comes out was judged.
 */
export function satisfy(rule: XmlElement, wanted: Wanted, context: SatisfyContext): Changes | undefined {
  const goal = { rule, wanted };
  const { state, ...about } = context;
  const work = createWork();
  const place: Place = { ...about, work, trial: createTrial(state, work), path: undefined };
  for (const { path } of waysTo(goal, place)) {
    const all = changesOn(path);
    // What was tried on the way matters only where something else hangs on it.
    const changes = [lastChanges(all), all].find((one) => isMet(goal, after(one, place)));
    if (changes !== undefined) return changes;
  }
  context.unchangeable.add(rule.name);
  if (isSpent(place) && Number.isFinite(work.left)) context.unchangeable.add(TOO_MUCH);
  return undefined;
}

function* waysTo(goal: Goal, place: Place): Ways {
  if (isSpent(place)) return;
  if (isMet(goal, place)) return yield place;
  if (!couldBeMet(goal, place)) return;
  switch (goal.rule.name) {
    // The last part of real rules is the most particular: a removal takes the file of an update, not its product.
    case 'And':
      yield* goal.wanted === 'true'
        ? together(partsOf(goal), place)
        : either(statedFirst([...partsOf(goal)].reverse()), place);
      break;
    case 'Or':
      yield* goal.wanted === 'false'
        ? together(partsOf(goal), place)
        : either(statedFirst(partsOf(goal)), place);
      break;
    case 'Not':
      yield* either(partsOf({ ...goal, wanted: inverse(goal.wanted) }), place);
      break;
    case 'b.RegKeyLoop':
      yield* waysInLoop(goal, place);
      break;
    default:
      yield* waysOfElement(goal, place);
  }
}

function* waysOfElement(goal: Goal, place: Place): Ways {
  const { name } = goal.rule;
  let isFound = false;
  for (const changes of proposalsFor(name)?.(goal.rule, contextOf(place, goal.loopTarget)) ?? []) {
    if (!changes.every(isKept)) continue;
    const way = after(changes, place);
    if (!isMet(goal, way)) continue;
    isFound = true;
    yield way;
  }
  if (!isFound) place.unchangeable.add(name);
}

function* either(goals: readonly Goal[], place: Place): Ways {
  for (const goal of goals) yield* waysTo(goal, place);
}

/** A goal that is open, and the ways to meet it. */
interface Branch {
  /** Which of the goals. */
  readonly open: number;
  readonly ways: Ways;
}

/** Ways to meet all goals at once: one goal after the other, and back where the way to one leaves none to the next. */
function* together(goals: readonly Goal[], place: Place): Ways {
  const root = branchAt(place, goals, 0);
  if (root === undefined) return yield place;
  const branches = [root];
  for (let branch = branches.at(-1); branch !== undefined; branch = branches.at(-1)) {
    const { value: way, done } = branch.ways.next();
    if (done) {
      branches.pop();
      continue;
    }
    const next = branchAt(way, goals, branch.open + 1);
    if (next === undefined) yield way;
    // Meeting a goal may undo another that then is met in another way; going round in circles leads nowhere.
    else if (branches.length < 2 * goals.length) branches.push(next);
  }
}

/** The branch at the first goal that is open, from goal `from` on and then from the start; undefined for none. */
function branchAt(place: Place, goals: readonly Goal[], from: number): Branch | undefined {
  for (let step = 0; step < goals.length; step++) {
    const open = (from + step) % goals.length;
    const goal = goals[open];
    if (goal === undefined || isMet(goal, place)) continue;
    spend(place, BRANCH);
    return { open, ways: waysTo(goal, place) };
  }
  return undefined;
}

/** A RegKeyLoop: meets its rule at one of the keys below its own, which may be a new one, or at all of them. */
function* waysInLoop({ rule, wanted, loopTarget }: Goal, place: Place): Ways {
  const [inner, ...others] = childElements(rule);
  const trueIf = textIn(rule, 'TrueIf').toLowerCase();
  // A loop in a loop is not judged.
  if (inner === undefined || others.length > 0 || !LOOPS.has(trueIf) || loopTarget !== undefined) return;
  const key = keyOf(rule, contextOf(place));
  const isAtOne = (trueIf === 'any') === (wanted === 'true');
  const innerWanted = trueIf === 'none' ? inverse(wanted) : wanted;
  const at = (target: string): Goal => ({ rule: inner, wanted: innerWanted, loopTarget: target });
  const { registry } = place.trial.stateAt(place.path);
  const targets = registry.subkeys(key).map((name) => at(`${key}\\${name}`));
  if (!isAtOne) return yield* together(targets, place);
  yield* either(targets, place);
  const target = `${key}\\${place.updateId}`;
  const added: Changes = [{ kind: 'registry key', key: target, isThere: true }];
  if (!added.every(isKept)) return;
  yield* waysTo(at(target), after(added, place));
}

/** What is stated before what is ruled out: an installation rather brings something than takes something else away. */
function statedFirst(goals: readonly Goal[]): readonly Goal[] {
  const isStated = ({ rule }: Goal): boolean => rule.name !== 'Not';
  return [...goals.filter(isStated), ...goals.filter((one) => !isStated(one))];
}
