import { type Command, InvalidArgumentError, Option } from 'commander';
import { DOWNLOAD_MODES } from '../../device/policy/policy-values.ts';
import { collect, count, serverUrl } from '../options.ts';

/** Where a device is kept unless told otherwise. */
const DEVICE_STATE = '.mock-wu-device';

const CONNECTION = [
  new Option('--server <url>', 'the WSUS it goes to, such as https://localhost:8531').argParser(serverUrl),
  new Option('--online', 'the server stands for the online service, not for a WSUS of the company'),
  new Option('--no-online', 'it is a WSUS (default)'),
  new Option(
    '--ca <file>',
    'the update authority, in PEM: its servers are trusted and no others, its signatures too',
  ),
  new Option('--trust <file>', 'more roots this machine trusts; they are no update authority'),
  new Option('--pin <file>', 'certificates for the pin store of a WSUS, in place of the update authority'),
  new Option('--signing-ca <file>', 'the root files must be signed under (default: --ca)'),
  new Option(
    '--trusted-publisher <file>',
    'publishers taken for what is published locally, where policy says so',
  ),
  new Option(
    '--revocation <how>',
    'ask whether certificates were revoked; soft goes on when nobody answers (default)',
  ).choices(['hard', 'soft', 'off']),
];

const DEVICE = [
  new Option('--profile <name>', 'a ready profile or a file (default: windows-11-24h2)'),
  new Option('--name <dns>', 'its name in DNS (default: that of the profile)').argParser(dnsName),
];

const POLICY = [
  new Option('--policy <file>', 'policy as .reg file, YAML or JSON'),
  new Option('--status-server <url>', 'the server it reports to (default: --server)').argParser(serverUrl),
  new Option('--content-server <url>', 'the server it downloads from first').argParser(serverUrl),
  new Option('--target-group <name>', 'a group it says it is in; repeatable').argParser(collect),
  new Option('--download-mode <mode>', 'what Delivery Optimization may do, by its word or number').choices([
    ...Object.values(DOWNLOAD_MODES),
    ...Object.keys(DOWNLOAD_MODES),
  ]),
  new Option('--pinning', 'update authority or pin store are insisted on (default)'),
  new Option('--no-pinning', 'neither is'),
  new Option(
    '--accept-trusted-publishers',
    'take what is published locally and signed by a trusted publisher',
  ),
  new Option('--no-accept-trusted-publishers', 'take nothing of the kind (default)'),
  new Option('--drivers', 'take drivers (default)'),
  new Option('--no-drivers', 'take none'),
  new Option('--defer-feature <days>', 'put feature updates of the online service off').argParser(count),
  new Option('--defer-quality <days>', 'put quality updates of the online service off').argParser(count),
  new Option('--detection-hours <n>', 'hours between two scans, 1 to 22').argParser(hours),
];

/** Adds what can be said of a device to `command`. */
export function withDeviceOptions(command: Command): Command {
  for (const option of [...CONNECTION, ...DEVICE, ...POLICY]) command.addOption(option);
  return withOutputOptions(command);
}

/** Adds what can be said of a fleet to `command`; its devices are forgotten with it. */
export function withFleetOptions(command: Command): Command {
  for (const option of [...CONNECTION, ...POLICY]) command.addOption(option);
  return command
    .option('--count <n>', 'devices', positive, 100)
    .option('--profile <name>', 'a ready profile or a file; repeatable, given out in turn', collect)
    .option(
      '--jitter <s>',
      'seconds within which the devices begin (default: 0.02 for each, 20 at most)',
      count,
    )
    .option('--parallel <n>', 'devices at work at once', positive, 100)
    .option('--run', 'download and install, too; else they scan and report')
    .addOption(EXIT_CODE)
    .option('--json', 'print the report as JSON');
}

/** Adds where it is kept, and how it tells what it does. */
function withOutputOptions(command: Command): Command {
  return command
    .option('--state <dir>', 'folder the device is kept in', DEVICE_STATE)
    .option('--json', 'print events as lines of JSON, the last one with the result')
    .option('--log <file>', 'append a trace like WindowsUpdate.log');
}

export const CATEGORY = new Option(
  '--category <id>',
  'scan for this product or classification alone; repeatable',
).argParser(updateId);
export const OPTIONAL = new Option('--optional', 'also what waits for somebody to choose it');
export const REBOOT = new Option('--reboot', 'restart when an update wants that, and scan again');
export const IF_DUE = new Option('--if-due', 'only when the time between two scans is over');
export const EXIT_CODE = new Option(
  '--exit-code <n>',
  'what the simulated installers end with (default: 0)',
).argParser(exitCode);

function updateId(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new InvalidArgumentError(
      'a category is named by its UpdateID, a GUID; mock-wu update list --type category shows them.',
    );
  return [...before, text.toLowerCase()];
}

function exitCode(text: string): number {
  const code = Number(text);
  if (!/^-?\d{1,10}$/.test(text) || code < -0x80000000 || code > 0xffffffff)
    throw new InvalidArgumentError('an exit code is a whole number of 32 bits.');
  return code;
}

function positive(text: string): number {
  const number = count(text);
  if (number === 0) throw new InvalidArgumentError('it must be 1 or more.');
  return number;
}

function hours(text: string): number {
  const number = count(text);
  if (number < 1 || number > 22) throw new InvalidArgumentError('it must be 1 to 22.');
  return number;
}

function dnsName(text: string): string {
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/.test(text))
    throw new InvalidArgumentError('it must be a host name such as pc-17.example.test.');
  return text;
}
