import { Command, CommanderError } from 'commander';
import { MockWuError, messageOf } from '../platform/errors/index.ts';
import { packageVersion } from '../platform/package-version.ts';
import { plainLine } from '../platform/plain-text.ts';
import { approveCommand } from './approve.ts';
import { benchCommand } from './bench.ts';
import { computerCommand } from './computer.ts';
import { configCommand } from './config.ts';
import { declineCommand } from './decline.ts';
import { deviceCommand } from './device.ts';
import { doctorCommand } from './doctor.ts';
import { downstreamCommand } from './downstream.ts';
import { groupCommand } from './group.ts';
import { hostsCommand } from './hosts.ts';
import { pkiCommand } from './pki.ts';
import { ruleCommand } from './rule.ts';
import { seedCommand } from './seed.ts';
import { serveCommand } from './serve.ts';
import { syncCommand } from './sync.ts';
import { EXIT, type Terminal } from './terminal.ts';
import { trustCommand } from './trust.ts';
import { updateCommand } from './update.ts';

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
  for (const add of [
    serveCommand,
    seedCommand,
    updateCommand,
    approveCommand,
    declineCommand,
    groupCommand,
    computerCommand,
    ruleCommand,
    configCommand,
    syncCommand,
    downstreamCommand,
    deviceCommand,
    hostsCommand,
    trustCommand,
    pkiCommand,
    doctorCommand,
    benchCommand,
  ])
    add(program, terminal);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return explain(error, terminal);
  }
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
