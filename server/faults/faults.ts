import { fail } from '../../platform/errors/index.ts';
import type { Injection } from '../journal/entry.ts';
import { type Act, layerOf } from './acts.ts';
import { checkRule } from './check-rule.ts';
import { recipeFor } from './hresult-table.ts';
import { fits, isFor, type MatchPorts } from './matches.ts';
import type { Plan } from './plan.ts';
import type { FaultMatch, FaultRule, FaultWhen } from './rule.ts';
import { createStriker, type Striker } from './struck.ts';
import type { Subject } from './subject.ts';

/** A rule that is in force. */
export interface ActiveFault {
  readonly id: string;
  readonly note?: string;
  readonly match: FaultMatch;
  readonly when: FaultWhen;
  readonly acts: readonly Act[];
  /** The code it was asked for by, as it was given. */
  readonly hresult?: string;
  /** Requests it was for, and how many of them it struck. */
  readonly matched: number;
  readonly struck: number;
}

/** The faults of a tenant. */
export interface Faults {
  /**
   * Puts a rule in force, behind those there are, and returns it. Throws FAULT_INVALID, FAULT_ID_TAKEN, FAULT_LIMIT, FAULT_HRESULT_UNKNOWN and
   * what an update nobody knows throws.
   */
  add(rule: FaultRule): ActiveFault;
  list(): readonly ActiveFault[];
  /** The rules as they were given, with the ids they have. */
  rules(): readonly FaultRule[];
  /** Takes a rule out of force. Throws FAULT_UNKNOWN. */
  remove(id: string): void;
  clear(): void;
  /** Counts and draws from the beginning again, for all rules. */
  restart(): void;
  /** Whether no rule is in force: what most requests find. */
  isEmpty(): boolean;
  /** What is to be done to `subject`; counts it for each rule it is for. Undefined when nothing is. */
  plan(subject: Subject): Plan | undefined;
}

/** What rules are matched and drawn by. */
export interface FaultPorts extends MatchPorts {
  /** UpdateID of an update by UpdateID, KB number or title. Throws MockWuError. */
  readonly requireUpdate: (name: string) => string;
  /** Seed of all chance that has none of its own. */
  readonly seed: () => string;
  /** Whether there is a broken certificate of that kind. */
  readonly isBrokenKind: (kind: string) => boolean;
}

/** Most rules of one tenant: each is asked for each request. */
const MOST_RULES = 500;

interface Rule extends Omit<ActiveFault, 'matched' | 'struck'> {
  readonly given: FaultRule;
  readonly updateId: string | undefined;
  readonly striker: Striker;
  matched: number;
  struck: number;
}

/** Makes an empty set of faults. */
export function createFaults(ports: FaultPorts): Faults {
  let rules: readonly Rule[] = [];
  let made = 0;
  const freeId = (): string => {
    do made += 1;
    while (rules.some(({ id }) => id === `fault-${made}`));
    return `fault-${made}`;
  };
  return {
    add: (given) => {
      checkRule(given);
      const { id = freeId(), note, when = {} } = given;
      if (rules.length >= MOST_RULES) fail('FAULT_LIMIT', { limit: MOST_RULES });
      if (rules.some((rule) => rule.id === id)) fail('FAULT_ID_TAKEN', { id });
      const { acts, match } = actsOf(given);
      for (const act of acts) checkAct(act, ports);
      const rule: Rule = {
        ...{ id, match, when, acts, matched: 0, struck: 0, given: { ...given, id } },
        ...(note !== undefined && { note }),
        ...('hresult' in given && { hresult: given.hresult }),
        updateId: match.update === undefined ? undefined : ports.requireUpdate(match.update).toLowerCase(),
        striker: createStriker(when, `${ports.seed()} ${id}`),
      };
      rules = [...rules, rule];
      return shownRule(rule);
    },
    list: () => rules.map(shownRule),
    rules: () => rules.map(({ given }) => given),
    remove: (id) => {
      if (!rules.some((rule) => rule.id === id)) fail('FAULT_UNKNOWN', { id, known: namesOf(rules) });
      rules = rules.filter((rule) => rule.id !== id);
    },
    clear: () => {
      rules = [];
      made = 0;
    },
    restart: () => {
      for (const rule of rules) {
        rule.striker.restart();
        rule.matched = 0;
        rule.struck = 0;
      }
    },
    isEmpty: () => rules.length === 0,
    plan: (subject) => planFor(rules, subject, ports),
  };
}

function planFor(rules: readonly Rule[], subject: Subject, ports: MatchPorts): Plan | undefined {
  const acts: Act[] = [];
  const injections: Injection[] = [];
  for (const rule of rules) {
    const fitting = rule.acts.filter((act) => fits(act, subject));
    const [first] = fitting;
    if (first === undefined || !isFor(rule.match, rule.updateId, subject, ports)) continue;
    const client = subject.kind === 'tls' ? () => subject.address : subject.client;
    const { isStruck, nth, dice } = rule.striker.next(client);
    rule.matched += 1;
    if (!isStruck) continue;
    rule.struck += 1;
    acts.push(...fitting);
    const act = fitting.map(({ kind }) => kind).join(' ');
    injections.push({
      rule: rule.id,
      layer: layerOf(first),
      act,
      nth,
      ...(dice !== undefined && { dice }),
    });
  }
  return acts.length === 0 ? undefined : { acts, injections };
}

function actsOf(given: FaultRule): { readonly acts: readonly Act[]; readonly match: FaultMatch } {
  if (!('hresult' in given)) return { acts: [given.act].flat(), match: given.match ?? {} };
  const { acts, match } = recipeFor(given.hresult);
  return { acts, match: { ...match, ...given.match } };
}

function checkAct(act: Act, { isBrokenKind }: FaultPorts): void {
  if (act.kind === 'tls.certificate' && !isBrokenKind(act.certificate))
    fail('FAULT_CERTIFICATE_UNKNOWN', { kind: act.certificate });
}

function shownRule({ striker: _striker, updateId: _updateId, given: _given, ...rule }: Rule): ActiveFault {
  return { ...rule };
}

function namesOf(rules: readonly Rule[]): string {
  return rules.length === 0 ? 'none is in force' : rules.map(({ id }) => id).join(', ');
}
