import { childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { keyOf } from '../applicability/registry-tests.ts';
import { textIn } from '../applicability/rule.ts';
import type { DeviceState } from '../state/device-state.ts';
import { isKept } from '../state/read-changes.ts';
import { after, contextOf, createWork, type Goal, isMet, isSpent, type Place } from './goal.ts';
import { lastChanges } from './last-changes.ts';
import type { Changes } from './proposal.ts';
import { proposalsFor } from './proposals.ts';

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

type Wanted = Goal['wanted'];
/** What a RegKeyLoop can be true of. */
const LOOPS: ReadonlySet<string> = new Set(['any', 'none', 'all']);
/** Ways to meet a goal, found when they are asked for, the one to be preferred first. */
type Ways = Generator<Changes, void>;

/**
 * The inverse of `evaluate`: changes after which `rule` comes out as `wanted` on this device, none where it does already;
 * undefined where nothing this device can change makes it so. Whatever comes out was judged.
 */
export function satisfy(rule: XmlElement, wanted: Wanted, context: SatisfyContext): Changes | undefined {
  const goal = { rule, wanted };
  const place = { ...context, work: createWork() };
  for (const way of waysTo(goal, place)) {
    // What was tried on the way matters only where something else hangs on it.
    const changes = [lastChanges(way), way].find((one) => isMet(goal, after(one, place)));
    if (changes !== undefined) return changes;
  }
  context.unchangeable.add(rule.name);
  return undefined;
}

function* waysTo(goal: Goal, place: Place): Ways {
  if (isSpent(place)) return;
  if (isMet(goal, place)) {
    yield [];
    return;
  }
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
    if (!changes.every(isKept) || !isMet(goal, after(changes, place))) continue;
    isFound = true;
    yield changes;
  }
  if (!isFound) place.unchangeable.add(name);
}

function* either(goals: readonly Goal[], place: Place): Ways {
  for (const goal of goals) yield* waysTo(goal, place);
}

/** Changes that are made already, and ways to meet the first goal they leave open. */
interface Branch {
  readonly changes: Changes;
  readonly place: Place;
  readonly ways: Ways;
}

/** Ways to meet all goals at once: one goal after the other, and back where the way to one leaves none to the next. */
function* together(goals: readonly Goal[], place: Place): Ways {
  const branchAt = (changes: Changes, at: Place): Branch | undefined => {
    const open = goals.find((goal) => !isMet(goal, at));
    return open && { changes, place: at, ways: waysTo(open, at) };
  };
  const root = branchAt([], place);
  const branches = root ? [root] : [];
  if (root === undefined) yield [];
  for (let branch = branches.at(-1); branch !== undefined; branch = branches.at(-1)) {
    const { value, done } = branch.ways.next();
    if (done) {
      branches.pop();
      continue;
    }
    const changes = [...branch.changes, ...value];
    const next = branchAt(changes, after(value, branch.place));
    if (next === undefined) yield changes;
    // Meeting a goal may undo another that then is met in another way; going round in circles leads nowhere.
    else if (branches.length < 2 * goals.length) branches.push(next);
  }
}

/** A RegKeyLoop: meets its rule at one of the keys below its own, which may be a new one, or at all of them. */
function* waysInLoop({ rule, wanted, loopTarget }: Goal, place: Place): Ways {
  const [inner, ...others] = childElements(rule);
  const trueIf = textIn(rule, 'TrueIf').toLowerCase();
  if (inner === undefined || others.length > 0 || !LOOPS.has(trueIf)) return;
  const key = keyOf(rule, contextOf(place, loopTarget));
  const isAtOne = (trueIf === 'any') === (wanted === 'true');
  const innerWanted = trueIf === 'none' ? inverse(wanted) : wanted;
  const at = (target: string): Goal => ({ rule: inner, wanted: innerWanted, loopTarget: target });
  const targets = place.state.registry.subkeys(key).map((name) => at(`${key}\\${name}`));
  if (!isAtOne) return yield* together(targets, place);
  yield* either(targets, place);
  const target = `${key}\\${place.updateId}`;
  const added: Changes = [{ kind: 'registry key', key: target, isThere: true }];
  if (!added.every(isKept)) return;
  for (const changes of waysTo(at(target), after(added, place))) yield [...added, ...changes];
}

function partsOf(goal: Goal): readonly Goal[] {
  return childElements(goal.rule).map((rule) => ({ ...goal, rule }));
}

/** What is stated before what is ruled out: an installation rather brings something than takes something else away. */
function statedFirst(goals: readonly Goal[]): readonly Goal[] {
  const isStated = ({ rule }: Goal): boolean => rule.name !== 'Not';
  return [...goals.filter(isStated), ...goals.filter((one) => !isStated(one))];
}

function inverse(wanted: Wanted): Wanted {
  return wanted === 'true' ? 'false' : 'true';
}
