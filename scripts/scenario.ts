import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { allScenarios, requireScenario } from '../server/scenarios/all-scenarios.ts';
import type { Scenario } from '../server/scenarios/scenario.ts';
import { startMockWindowsUpdate } from '../server/start.ts';
import { printJson, printJsonLine } from './admin/output.ts';
import { textTable } from './admin/text-table.ts';
import { createCommandClient } from './scenario/command-client.ts';
import { createDeviceClient } from './scenario/device-client.ts';
import { explainScenario } from './scenario/explain-scenario.ts';
import { type OpenClient, type RunVerdict, runScenario } from './scenario/run-scenario.ts';
import { verdictText } from './scenario/verdict-text.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

interface RunFlags {
  readonly exec?: string;
  readonly layer?: string;
  readonly json?: true;
}

/** `mock-wu scenario`: attacks and troubles a client can be tried with. */
export function scenarioCommand(program: Command, terminal: Terminal): void {
  const scenario = program
    .command('scenario')
    .description('attacks and troubles in two steps: list and explain them, try a client with them');
  scenario
    .command('list')
    .description('list the scenarios with the layer and the threat of each')
    .option('--json', 'print JSON instead of a table')
    .action((flags: { json?: true }) => list(flags, terminal));
  scenario
    .command('explain <id>')
    .description('one page: what happens, what a correct client does, what it is judged by')
    .option('--json', 'print JSON instead of text')
    .action((id: string, flags: { json?: true }) => explain(id, flags, terminal));
  scenario
    .command('run [ids...]')
    .description('try the simulated device, or a client of yours, with scenarios; all when none is named')
    .option('--exec <command>', 'a client: called for each action, see below')
    .option('--layer <layer>', 'only those of one layer: tls, http, soap, metadata, content')
    .option('--json', 'print a line of JSON for each')
    .addHelpText(
      'after',
      `
A client is called with the action (scan, download, install, run) in MOCK_WU_ACTION, the server in MOCK_WU_HTTPS and
MOCK_WU_HTTP, the file of the certificate to trust in MOCK_WU_CA, and a folder of its own for the scenario in
MOCK_WU_STATE. Exit code 0 says that it ended well. Exit code of this command: 1 when a verdict is against the client.`,
    )
    .action((ids: readonly string[], flags: RunFlags) => run(ids, flags, terminal));
}

function list({ json }: { readonly json?: true }, terminal: Terminal): void {
  if (json) {
    printJson(
      terminal,
      allScenarios.map(({ id, title, layer, threat }) => ({ id, title, layer, threat })),
    );
    return;
  }
  const columns = [
    { heading: 'id' },
    { heading: 'layer' },
    { heading: 'threat' },
    { heading: 'title', most: 70 },
  ];
  terminal.stdout.write(
    textTable(
      columns,
      allScenarios.map(({ id, layer, threat, title }) => [id, layer, threat, title]),
    ),
  );
}

function explain(id: string, { json }: { readonly json?: true }, terminal: Terminal): void {
  const scenario = requireScenario(id);
  if (json) printJson(terminal, scenario);
  else terminal.stdout.write(explainScenario(scenario));
}

async function run(ids: readonly string[], flags: RunFlags, terminal: Terminal): Promise<void> {
  const chosen = (ids.length === 0 ? allScenarios : ids.map(requireScenario)).filter(
    ({ layer }) => flags.layer === undefined || layer === flags.layer,
  );
  if (chosen.length === 0) throw new CommandFailed(`no scenario is of the layer ${flags.layer}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'mock-wu-scenarios-'));
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  try {
    await using double = await startMockWindowsUpdate({ state: path.join(folder, 'state'), ...ports });
    const broken: string[] = [];
    for (const scenario of chosen) {
      const verdict = await runScenario(double, scenario, clientFor(flags, folder, scenario));
      tell(scenario, verdict, flags, terminal);
      if (!verdict.isPassed) broken.push(scenario.id);
    }
    terminal.stderr.write(`${chosen.length - broken.length} of ${chosen.length} scenarios passed\n`);
    if (broken.length > 0) throw new CommandFailed(`verdicts against the client: ${broken.join(', ')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function clientFor({ exec }: RunFlags, folder: string, { id }: Scenario): OpenClient {
  if (exec === undefined) return (target, { clock }) => createDeviceClient(target, clock);
  return (target) => createCommandClient(exec, target, path.join(folder, id));
}

function tell(scenario: Scenario, verdict: RunVerdict, { json }: RunFlags, terminal: Terminal): void {
  if (json) printJsonLine(terminal, verdict);
  else terminal.stdout.write(verdictText(scenario, verdict));
}
