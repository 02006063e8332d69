import { type Command, InvalidArgumentError, Option } from 'commander';
import { readServerName } from '../../pki/server-name.ts';
import { readSha256 } from '../../protocol/x509/pin.ts';
import { minutesOfDay } from '../admin/rule-add.ts';
import { count, serverUrl } from '../options.ts';
import { collectChoices, collectLanguages } from './list-values.ts';

/** Adds what can be said of a subscription to `command`. None has a default: what is not said stays as it is stored. */
export function withSubscriptionOptions(command: Command): Command {
  const options = [...SERVER, ...SELECTION, ...CONTENT, ...TRUST, ...SCHEDULE];
  for (const option of options) command.addOption(option);
  return command;
}

const SERVER = [
  new Option(
    '--upstream <url>',
    'the server to synchronise with; another one begins with defaults',
  ).argParser(serverUrl),
  new Option('--replica', 'take over groups, approvals, declines and licences too').conflicts([
    'autonomous',
    'products',
    'classifications',
  ]),
  new Option('--autonomous', 'take over updates only, and decide here (default)'),
  new Option(
    '--name <host>',
    'name this server introduces itself by (default: that of the machine)',
  ).argParser(hostName),
  new Option('--roll-up', 'report computers and their status upwards (default)'),
  new Option('--no-roll-up', 'report nothing upwards'),
  new Option('--parallel <n>', 'calls and downloads at once, 1 to 32 (default: 4)').argParser(count),
];

const SELECTION = [
  new Option(
    '--products <titles>',
    'products, families or companies by title or UpdateID; repeatable, or separated by ; (default: all)',
  )
    .argParser(collectChoices)
    .conflicts('allProducts'),
  new Option('--all-products', 'every product there is'),
  new Option('--classifications <titles>', 'classifications, in the same way (default: all)')
    .argParser(collectChoices)
    .conflicts('allClassifications'),
  new Option('--all-classifications', 'every classification there is'),
  new Option('--languages <list>', 'updates for these languages, such as de,en; repeatable (default: any)')
    .argParser(collectLanguages)
    .conflicts('allLanguages'),
  new Option('--all-languages', 'updates for any language'),
  new Option('--categories-only', 'this time only what can be chosen; `mock-wu sync choices` lists it'),
];

const CONTENT = [
  new Option('--content <which>', 'files of approved updates (default), of all, or none').choices([
    'approved',
    'all',
    'none',
  ]),
  new Option('--express-files', 'Express files too'),
  new Option('--no-express-files', 'no Express files (default)'),
  new Option('--content-url <base>', 'fetch files from here in place of the upstream server').argParser(
    serverUrl,
  ),
  new Option('--no-content-url', 'fetch files where the upstream server has them (default)'),
  new Option('--content-from-microsoft', 'fetch files where Microsoft keeps them'),
  new Option('--no-content-from-microsoft', 'fetch them from the upstream server (default)'),
];

const TRUST = [
  new Option('--ca <file>', 'trust these roots, in PEM, and no others'),
  new Option('--no-ca', 'trust the roots of the system (default)'),
  new Option('--pin-issuer <sha256>', 'one authority above the server must have this SHA-256')
    .argParser(sha256)
    .conflicts('pinKey'),
  new Option('--pin-key <sha256>', "the server's own key must have this SHA-256").argParser(sha256),
  new Option('--no-pin', 'take any trusted authority and key'),
  new Option(
    '--revocation <how>',
    'ask whether certificates were revoked: hard also refuses when nobody answers (default), soft warns, off does not ask',
  ).choices(['hard', 'soft', 'off']),
];

const SCHEDULE = [
  new Option('--per-day <n>', 'also synchronise so many times a day while `mock-wu serve` runs, 1 to 24')
    .argParser(count)
    .conflicts('byHand'),
  new Option('--first-at <hh:mm>', 'the first time at this time of day, UTC (default: 00:00)')
    .argParser(minutesOfDay)
    .conflicts('byHand'),
  new Option('--by-hand', 'only when told to (default)'),
];

function hostName(text: string): string {
  const name = readServerName(text);
  if (name?.kind !== 'dns')
    throw new InvalidArgumentError('it must be a host name such as branch.example.test.');
  return name.text;
}

function sha256(text: string): string {
  const bytes = readSha256(text);
  if (bytes === undefined)
    throw new InvalidArgumentError('it must be a SHA-256 in hexadecimal (colons allowed) or base64.');
  return bytes.toString('hex');
}
