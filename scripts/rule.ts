import { type Command, Option } from 'commander';
import type { Catalog } from '../catalog/catalog.ts';
import { counted } from '../platform/plain-text.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { printJson, tell } from './admin/output.ts';
import { addRule, minutesOfDay, type RuleFlags } from './admin/rule-add.ts';
import { listRules, namedRule } from './admin/rule-list.ts';
import { PRINT_JSON, RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import { collect, count } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `mock-wu rule`: automatic approval. */
export function ruleCommand(program: Command, terminal: Terminal): void {
  const rule = program
    .command('rule')
    .description('automatic approval rules, applied to updates that arrive');
  const list = rule
    .command('list')
    .description('list the rules')
    .action((flags: StateFlags) =>
      withCatalog(flags.state, (catalog) => listRules(catalog, flags, terminal)),
    );
  withStateOptions(list, PRINT_JSON);
  addAdd(rule, terminal);
  const change = changes(rule, terminal);
  change('run', 'apply a rule to the updates that are here, enabled or not', ({ rules }, name) => {
    const approvals = rules.run(name);
    return [`${counted(approvals, 'approval')} made`, { approvals }];
  });
  change('enable', 'let a rule approve what arrives', ({ rules }, name) => {
    rules.enable(name, true);
    return ['enabled', { isEnabled: true }];
  });
  change('disable', 'let a rule rest', ({ rules }, name) => {
    rules.enable(name, false);
    return ['disabled', { isEnabled: false }];
  });
  change('remove', 'remove a rule; its approvals stay', ({ rules }, name) => {
    rules.remove(name);
    return ['removed', { isRemoved: true }];
  });
}

function addAdd(rule: Command, terminal: Terminal): void {
  const add = rule
    .command('add')
    .description('make a rule')
    .argument('<name>', 'a name no rule has')
    .option('--classification <name>', 'approve what is in one of these; repeatable (default: any)', collect)
    .option('--product <name>', 'approve what is for one of these; repeatable (default: any)', collect)
    .option('--group <group>', 'target group, by name or id; repeatable (default: All Computers)', collect)
    .addOption(
      new Option('--action <what>', 'what clients shall do')
        .choices(['install', 'optional'])
        .default('install'),
    )
    .option('--deadline-days <n>', 'deadline so many days after the approval', count)
    .option('--deadline-time <hh:mm>', 'at this time of day, UTC (default: 00:00)', minutesOfDay)
    .option('--disabled', 'make it without letting it approve yet')
    .option('--replace', 'give the rule of that name this definition')
    .action((name: string, flags: RuleFlags, command: Command) => {
      if (flags.deadlineTime !== undefined && flags.deadlineDays === undefined)
        command.error("error: option '--deadline-time <hh:mm>' needs '--deadline-days <n>'");
      withCatalog(flags.state, (catalog) => addRule(catalog, name, flags, terminal));
    });
  withStateOptions(add, RESULT_JSON);
}

type Change = (catalog: Catalog, rule: string) => readonly [line: string, result: object];

function changes(rule: Command, terminal: Terminal) {
  return (word: string, description: string, work: Change): void => {
    const command = rule
      .command(word)
      .description(description)
      .argument('<rule>', 'name or id')
      .action((given: string, flags: StateFlags) => {
        withCatalog(flags.state, (catalog) => {
          const { name, ruleId } = catalog.rules.require(given);
          const [line, result] = work(catalog, ruleId);
          tell(terminal, `rule ${name}: ${line}`);
          if (flags.json) printJson(terminal, { rule: namedRule(name, ruleId), ...result });
        });
      });
    withStateOptions(command, RESULT_JSON);
  };
}
