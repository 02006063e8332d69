import { spend } from '../applicability/work.ts';
import { type Goal, inverse, isMet, type Place, partsOf } from './goal.ts';
import { proposalsFor } from './proposals.ts';

/**
 * Whether a goal could be met if each element that can be changed came out as it should, whatever the others do; so what
 * never can be is not looked for in all the ways of the rest. Notes the elements that stand against it.
 */
export function couldBeMet(goal: Goal, place: Place): boolean {
  const { name } = goal.rule;
  if (!spend(place, 1)) return false;
  switch (name) {
    case 'And':
    case 'Or': {
      const parts = partsOf(goal);
      const could = (part: Goal): boolean => couldBeMet(part, place);
      return (name === 'And') === (goal.wanted === 'true') ? parts.every(could) : parts.some(could);
    }
    case 'Not':
      return partsOf({ ...goal, wanted: inverse(goal.wanted) }).every((part) => couldBeMet(part, place));
    case 'b.RegKeyLoop':
      return true;
    default:
      if (proposalsFor(name) !== undefined || isMet(goal, place)) return true;
      place.unchangeable.add(name);
      return false;
  }
}
