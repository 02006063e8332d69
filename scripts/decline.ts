import type { Command } from 'commander';
import { declineUpdates } from '../catalog/approvals/decide.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { printJson, tell } from './admin/output.ts';
import { RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import type { Terminal } from './terminal.ts';

interface DeclineFlags extends StateFlags {
  readonly undo?: true;
}

/** `mock-wu decline`: hides updates from clients, or shows them again. */
export function declineCommand(program: Command, terminal: Terminal): void {
  const decline = program
    .command('decline')
    .description('hide updates from clients and drop their approvals, or show them again')
    .argument('<update...>', 'UpdateID, KB number or exact title')
    .option('--undo', 'show them again; approvals do not come back')
    .action((names: string[], flags: DeclineFlags) => {
      withCatalog(flags.state, (catalog) => {
        const isDeclined = flags.undo !== true;
        const updates = declineUpdates(catalog, names, isDeclined);
        for (const { title } of updates)
          tell(terminal, `${title}: ${isDeclined ? 'declined' : 'no longer declined'}`);
        if (flags.json) printJson(terminal, { isDeclined, updates });
      });
    });
  withStateOptions(decline, RESULT_JSON);
}
