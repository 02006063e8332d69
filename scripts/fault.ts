import type { Command } from 'commander';
import { brokenKinds } from '../pki/index.ts';
import { actKinds } from '../server/faults/acts.ts';
import { hresultRecipes } from '../server/faults/hresult-table.ts';
import { printJson } from './admin/output.ts';
import { type Column, textTable } from './admin/text-table.ts';
import type { Terminal } from './terminal.ts';

/** `mock-wu fault`: what fault rules can say. Rules are put in force by the control API and in a process. */
export function faultCommand(program: Command, terminal: Terminal): void {
  const fault = program
    .command('fault')
    .description('what fault rules can do to clients: codes, acts, broken certificates (docs/faults.md)');
  const table = (
    name: string,
    description: string,
    columns: readonly Column[],
    rows: () => readonly (readonly string[])[],
    values: () => object,
  ): void => {
    fault
      .command(name)
      .description(description)
      .option('--json', 'print JSON instead of a table')
      .action((flags: { json?: true }) => {
        if (flags.json) printJson(terminal, values());
        else terminal.stdout.write(textTable(columns, rows()));
      });
  };
  table(
    'hresults',
    'codes a rule can be asked for by, and what raises each',
    [{ heading: 'code' }, { heading: 'name' }, { heading: 'stage' }, { heading: 'on the wire', most: 80 }],
    () => hresultRecipes.map(({ hresult, name, stage, wire }) => [hresult, name, stage, wire]),
    () => hresultRecipes,
  );
  table(
    'acts',
    'everything a rule can do',
    [{ heading: 'kind' }, { heading: 'what it does', most: 90 }],
    () => actKinds.map(({ kind, description }) => [kind, description]),
    () => actKinds,
  );
  table(
    'certificates',
    'certificates with one defect that tls.certificate can show',
    [{ heading: 'kind' }, { heading: 'client' }, { heading: 'check' }, { heading: 'defect', most: 90 }],
    () => brokenKinds.map(({ kind, expect, check, what }) => [kind, expect, check, what]),
    () => brokenKinds,
  );
}
