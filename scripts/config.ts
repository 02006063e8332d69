import { type Command, InvalidArgumentError } from 'commander';
import type { Catalog } from '../catalog/catalog.ts';
import { type Configuration, configurationNames } from '../catalog/configuration/configuration-values.ts';
import { withCatalog } from './admin/open-catalog.ts';
import { printJson, tell } from './admin/output.ts';
import { PRINT_JSON, RESULT_JSON, type StateFlags, withStateOptions } from './admin/state-options.ts';
import { type Column, textTable } from './admin/text-table.ts';
import type { Terminal } from './terminal.ts';

type Setting = readonly [name: string, value: boolean | number | string | undefined];

const COLUMNS: readonly Column[] = [{ heading: 'name' }, { heading: 'value' }, { heading: 'from' }];

/** `mock-wu config`: what a double tells clients of itself and allows them. */
export function configCommand(program: Command, terminal: Terminal): void {
  const config = program
    .command('config')
    .description('the configuration of a double, as stored')
    .addHelpText('after', '\nWhat a running double was told by its own options goes before what is stored.');
  const show = config
    .command('show')
    .description('list every name with its value, and whether it is a default or stored')
    .action((flags: StateFlags) =>
      withCatalog(flags.state, (catalog) => showConfig(catalog, flags, terminal)),
    );
  withStateOptions(show, PRINT_JSON);
  const set = config
    .command('set')
    .description('store values')
    .argument('<name=value...>', 'such as pageSize=50 or targeting=client', setting)
    .action((settings: readonly Setting[], flags: StateFlags) => change(settings, flags, terminal));
  withStateOptions(set, RESULT_JSON);
  const unset = config
    .command('unset')
    .description('take values back to their defaults')
    .argument('<name...>', '`mock-wu config show` lists them')
    .action((names: string[], flags: StateFlags) => {
      const settings = names.map((name): Setting => [name, undefined]);
      change(settings, flags, terminal);
    });
  withStateOptions(unset, RESULT_JSON);
}

function showConfig({ configuration }: Catalog, flags: StateFlags, terminal: Terminal): void {
  const [current, stored] = [configuration.current(), configuration.stored()];
  const rows = configurationNames.map((name) => ({
    name,
    value: current[name] ?? null,
    from: stored[name] === undefined ? 'default' : 'stored',
  }));
  if (flags.json) printJson(terminal, { configuration: rows });
  else
    terminal.stdout.write(
      textTable(
        COLUMNS,
        rows.map(({ name, value, from }) => [name, value === null ? 'none' : String(value), from]),
      ),
    );
}

function change(settings: readonly Setting[], flags: StateFlags, terminal: Terminal): void {
  withCatalog(flags.state, ({ configuration }) => {
    // Names and values are checked where they are stored, by one table for all who set them.
    const values = Object.fromEntries(settings) as Partial<Configuration>;
    const current = configuration.set(values);
    const names = Object.keys(values) as (keyof Configuration)[];
    for (const name of names) {
      const isDefault = configuration.stored()[name] === undefined;
      tell(terminal, `${name}: ${current[name] ?? 'none'}${isDefault ? ', the default' : ''}`);
    }
    if (flags.json)
      printJson(terminal, { changed: names.map((name) => ({ name, value: current[name] ?? null })) });
  });
}

/** Reads `NAME=VALUE`. What looks like a number or a truth value is one. */
function setting(text: string, before: readonly Setting[] = []): readonly Setting[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('it must be NAME=VALUE, such as pageSize=50.');
  return [...before, [text.slice(0, at).trim(), typed(text.slice(at + 1).trim())]];
}

function typed(text: string): boolean | number | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
