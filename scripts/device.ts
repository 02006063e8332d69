import type { Command } from 'commander';
import {
  downloadDevice,
  installDevice,
  rebootDevice,
  runWholeDevice,
  scanDevice,
} from './device/commands.ts';
import type { WorkFlags } from './device/device-flags.ts';
import {
  CATEGORY,
  EXIT_CODE,
  IF_DUE,
  OPTIONAL,
  REBOOT,
  withDeviceOptions,
  withFleetOptions,
} from './device/device-options.ts';
import { type FleetFlags, runFleetCommand } from './device/fleet.ts';
import type { Terminal } from './terminal.ts';

/** `mock-wu device`: the client side, a simulated Windows device. */
export function deviceCommand(program: Command, terminal: Terminal): void {
  const device = program
    .command('device')
    .description('be a Windows device: scan, download, verify, install, report')
    .addHelpText(
      'after',
      '\nA device is kept in a folder with all that was said of it: `mock-wu device run --server https://localhost:8531`\nonce, `mock-wu device run` from then on. No update is ever run: what is "installed" changes the profile alone.',
    );
  const add = (name: string, description: string, work: Work): Command =>
    withDeviceOptions(
      device
        .command(name)
        .description(description)
        .action((flags: WorkFlags) => work(flags, terminal)),
    );
  add('scan', 'ask the server what there is, and decide what is needed', scanDevice)
    .addOption(CATEGORY)
    .addOption(IF_DUE);
  add('download', 'fetch and verify what is needed', downloadDevice).addOption(OPTIONAL);
  add('install', 'install what was downloaded, after verifying it again', installDevice)
    .addOption(OPTIONAL)
    .addOption(EXIT_CODE);
  add('run', 'all of it: scan, download, verify, install, report', runWholeDevice)
    .addOption(CATEGORY)
    .addOption(OPTIONAL)
    .addOption(REBOOT)
    .addOption(IF_DUE)
    .addOption(EXIT_CODE);
  withFleetOptions(
    device
      .command('fleet')
      .description('run many devices in one process, and print rates, latencies and failures')
      .action((flags: FleetFlags) => runFleetCommand(flags, terminal)),
  );
  add('reboot', 'restart it: what waits for that takes effect', rebootDevice);
}

type Work = (flags: WorkFlags, terminal: Terminal) => Promise<void>;
