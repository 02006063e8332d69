import type { Clock } from '../../platform/clock.ts';
import { isoMoment } from '../../platform/clock.ts';
import { fail, MockWuError } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import type { Snapshot } from '../graph/snapshot.ts';
import type { Replication } from '../replication.ts';
import type { Database } from '../store/database.ts';
import { ALL_COMPUTERS, type Groups } from '../store/groups.ts';
import type { Approvals } from './approvals.ts';
import type { Eulas } from './eulas.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { createRuleMatcher } from './rule-matcher.ts';

/** A rule as it is kept. */
export interface ApprovalRule extends RuleDefinition {
  readonly ruleId: string;
  readonly name: string;
  readonly isBuiltin: boolean;
  readonly isEnabled: boolean;
}

/** Automatic approval rules. What changes them throws CATALOG_RULE_REFUSED or CATALOG_RULE_UNKNOWN. */
export interface ApprovalRules {
  all(): ApprovalRule[];
  /** The rule with that id or name, whatever the case. */
  require(idOrName: string): ApprovalRule;
  /** Makes a rule, or gives the one of that name another definition. Groups may be named. */
  put(name: string, definition: RuleDefinition, isEnabled: boolean): ApprovalRule;
  enable(rule: string, isEnabled: boolean): void;
  remove(rule: string): void;
  /** Applies one rule to all updates that are here; returns how many approvals it made. */
  run(rule: string): number;
  /** Applies the enabled rules to revisions that have just arrived. */
  approveArrived(revisionIds: readonly number[]): number;
}

interface Ports {
  readonly database: Database;
  readonly approvals: Approvals;
  readonly eulas: Eulas;
  readonly groups: Groups;
  readonly replication: Replication;
  readonly clock: Clock;
  readonly write: <T>(work: () => T) => T;
  /** What clients see now, changes of the transaction under way included. */
  readonly snapshot: () => Snapshot;
}

const BUILTIN_NAME = 'Default Automatic Approval Rule';
/** Critical and Security Updates (server sync facts §2.2). */
const BUILTIN: RuleDefinition = {
  classifications: ['e6cf1350-c01b-414d-a61f-263d14d133b4', '0fa1201d-4330-4fa8-8ae9-b877473b6441'],
  categories: [],
  groups: [ALL_COMPUTERS],
  action: 'Install',
};
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const MINUTE_MILLISECONDS = 60 * 1000;

interface StoredRule {
  readonly ruleId: string;
  readonly name: string;
  readonly isBuiltin: 0 | 1;
  readonly isEnabled: 0 | 1;
  readonly definition: string;
}

export function createApprovalRules(ports: Ports): ApprovalRules {
  const { database, approvals, groups, clock, write } = ports;
  const select = database.prepare<[], StoredRule>(
    `SELECT rule_id AS ruleId, name, is_builtin AS isBuiltin, is_enabled AS isEnabled, definition
     FROM approval_rule ORDER BY is_builtin DESC, name`,
  );
  const save = database.prepare(
    `INSERT INTO approval_rule VALUES (@ruleId, @name, @isBuiltin, @isEnabled, @definition)
     ON CONFLICT (rule_id) DO UPDATE SET is_enabled = @isEnabled, definition = @definition`,
  );
  const remove = database.prepare('DELETE FROM approval_rule WHERE rule_id = ?');
  const matcher = createRuleMatcher(database);
  const store = (name: string, definition: RuleDefinition, isEnabled: boolean, isBuiltin: boolean): void => {
    const ruleId = uuidFromName(`approval-rule\0${name.toLowerCase()}`);
    const text = JSON.stringify(definition);
    save.run({ ruleId, name, isBuiltin: Number(isBuiltin), isEnabled: Number(isEnabled), definition: text });
  };
  // Looked at inside, so that two processes that open a new store do not undo what the other one's user did.
  const fill = database.transaction(() => {
    if (select.all().length === 0) store(BUILTIN_NAME, BUILTIN, false, true);
  });
  if (select.all().length === 0) fill.immediate();

  const apply = (rule: ApprovalRule, revisionIds?: readonly number[]): number => {
    let made = 0;
    // A group may be gone since the rule was made.
    const here = rule.groups.filter((group) => groups.find(group) !== undefined);
    const updates = here.length === 0 ? [] : matcher.updates(rule, revisionIds);
    // Worked out once, outside of what may fail.
    if (updates.length > 0) ports.snapshot();
    for (const updateId of updates) {
      for (const group of here) made += Number(approveOne(ports, rule, updateId, group, clock.now()));
    }
    return made;
  };
  const rules: ApprovalRules = {
    all: () => select.all().map(readRule),
    require: (idOrName) => {
      const wanted = idOrName.trim().toLowerCase();
      const found = rules
        .all()
        .find(({ ruleId, name }) => ruleId === wanted || name.toLowerCase() === wanted);
      return found ?? fail('CATALOG_RULE_UNKNOWN', { rule: idOrName, known: namesOf(rules.all()) });
    },
    put: (name, definition, isEnabled) =>
      write(() => {
        const known = rules.all().find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
        const checked = {
          ...definition,
          groups: definition.groups.map((one) => groups.require(one).groupId),
        };
        checkRule(name, checked);
        store(known?.name ?? name.trim(), checked, isEnabled, known?.isBuiltin ?? false);
        return rules.require(name);
      }),
    enable: (rule, isEnabled) => {
      write(() => {
        const known = rules.require(rule);
        store(known.name, definitionOf(known), isEnabled, known.isBuiltin);
      });
    },
    remove: (rule) => {
      write(() => {
        const { ruleId, name, isBuiltin } = rules.require(rule);
        if (isBuiltin)
          fail('CATALOG_RULE_REFUSED', { rule: name, reason: 'it is built in; disable it instead' });
        remove.run(ruleId);
      });
    },
    run: (rule) =>
      write(() => {
        ports.replication.refuse('what is approved');
        return apply(rules.require(rule));
      }),
    approveArrived: (revisionIds) =>
      rules
        .all()
        .filter(({ isEnabled }) => isEnabled)
        .reduce((made, rule) => made + apply(rule, revisionIds), 0),
  };
  return rules;

  function approveOne(
    { eulas }: Ports,
    { action, deadline }: ApprovalRule,
    updateId: string,
    group: string,
    now: number,
  ): boolean {
    if (matcher.isDecided(updateId, group) || !eulas.isAccepted(matcher.licenceOf(updateId))) return false;
    try {
      approvals.approve({ updateId, action, group, ...(deadline && { deadline: momentOf(deadline, now) }) });
      return true;
    } catch (error) {
      // What the matcher did not foresee, such as a revision a bundle holds clients to: the others are approved.
      if (error instanceof MockWuError) return false;
      throw error;
    }
  }
}

function readRule({ definition, isBuiltin, isEnabled, ...rest }: StoredRule): ApprovalRule {
  return {
    ...rest,
    ...(JSON.parse(definition) as RuleDefinition),
    isBuiltin: isBuiltin === 1,
    isEnabled: isEnabled === 1,
  };
}

function definitionOf({
  classifications,
  categories,
  groups,
  action,
  deadline,
}: ApprovalRule): RuleDefinition {
  return { classifications, categories, groups, action, ...(deadline && { deadline }) };
}

function namesOf(rules: readonly ApprovalRule[]): string {
  return rules.map(({ name }) => name).join(', ');
}

function checkRule(name: string, { groups, deadline }: RuleDefinition): void {
  const no = (reason: string): never => fail('CATALOG_RULE_REFUSED', { rule: name, reason });
  if (name.trim() === '') no('a name must not be empty');
  if (groups.length === 0) no('it needs a target group');
  if (deadline === undefined) return;
  const { days, minutes } = deadline;
  if (!Number.isInteger(days) || days < 0 || days > 3650)
    no('its deadline is 0 to 3650 days after the approval');
  if (!Number.isInteger(minutes) || minutes < 0 || minutes >= 1440)
    no('its deadline is 0 to 1439 minutes after midnight');
}

function momentOf({ days, minutes }: NonNullable<RuleDefinition['deadline']>, now: number): string {
  const midnight = Math.floor(now / DAY_MILLISECONDS) * DAY_MILLISECONDS;
  return isoMoment(midnight + days * DAY_MILLISECONDS + minutes * MINUTE_MILLISECONDS);
}
