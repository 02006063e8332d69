import { Command, CommanderError } from 'commander';
import { MockWuError, messageOf } from '../platform/errors/index.ts';
import { packageVersion } from '../platform/package-version.ts';
import { plainLine } from '../platform/plain-text.ts';
import { EXIT, type Terminal } from './terminal.ts';

type AddCommand = (program: Command, terminal: Terminal) => void;

/** Every command by its name, in the order of the help. Each is loaded when it is called: most need little of the whole. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  seed: async () => (await import('./seed.ts')).seedCommand,
  update: async () => (await import('./update.ts')).updateCommand,
  approve: async () => (await import('./approve.ts')).approveCommand,
  decline: async () => (await import('./decline.ts')).declineCommand,
  group: async () => (await import('./group.ts')).groupCommand,
  computer: async () => (await import('./computer.ts')).computerCommand,
  rule: async () => (await import('./rule.ts')).ruleCommand,
  config: async () => (await import('./config.ts')).configCommand,
  sync: async () => (await import('./sync.ts')).syncCommand,
  downstream: async () => (await import('./downstream.ts')).downstreamCommand,
  device: async () => (await import('./device.ts')).deviceCommand,
  fault: async () => (await import('./fault.ts')).faultCommand,
  scenario: async () => (await import('./scenario.ts')).scenarioCommand,
  capsule: async () => (await import('./capsule.ts')).capsuleCommand,
  hosts: async () => (await import('./hosts.ts')).hostsCommand,
  trust: async () => (await import('./trust.ts')).trustCommand,
  pki: async () => (await import('./pki.ts')).pkiCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  healthcheck: async () => (await import('./healthcheck.ts')).healthcheckCommand,
  bench: async () => (await import('./bench.ts')).benchCommand,
};

/** Runs one command line; resolves to the exit code. Nothing here reads the process but through `terminal`. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('mock-wu')
    .description('Windows Update and WSUS as a test double')
    .version(packageVersion(), '-v, --version')
    .showHelpAfterError('(mock-wu --help lists the commands)')
    .exitOverride()
    // `sync` has options of its own and commands with the same ones.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  for (const load of wanted(argv[0])) (await load())(program, terminal);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return explain(error, terminal);
  }
}

/** What loads the command `name`; all of them when there is none of that name, as help and messages need them. */
function wanted(name = ''): readonly (() => Promise<AddCommand>)[] {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return load === undefined ? Object.values(COMMANDS) : [load];
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  if (error instanceof MockWuError) {
    terminal.stderr.write(`mock-wu: ${plainLine(error.message)}\n  ${plainLine(error.repair)}\n`);
    return EXIT.failed;
  }
  terminal.stderr.write(`mock-wu: ${plainLine(messageOf(error))}\n`);
  return EXIT.failed;
}
