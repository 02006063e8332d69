import { type Command, InvalidArgumentError, Option } from 'commander';
import { stateFolderAt } from '../server/state-folder.ts';
import { type Answer, ask } from './http-get.ts';
import { lastUrls } from './last-urls.ts';
import { DEFAULT_STATE, serverUrl, waitingTime } from './options.ts';
import { CommandFailed, type Terminal } from './terminal.ts';

interface HealthcheckFlags {
  readonly state: string;
  readonly url?: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** `mock-wu healthcheck`: whether a double is ready, as an exit code, for what waits for one without a shell. */
export function healthcheckCommand(program: Command, terminal: Terminal): void {
  program
    .command('healthcheck')
    .description(
      'exit 0 when a double is ready for clients, 1 when not; for containers and scripts that wait',
    )
    .option('--state <dir>', 'state folder of the double, which tells where it is served', DEFAULT_STATE)
    .option('--url <url>', 'its control listener (default: as it was last served)', controlUrl)
    .addOption(
      new Option('--timeout <time>', 'how long to wait for the answer')
        .argParser(waitingTime)
        .default(3_000, '3s'),
    )
    .addHelpText('after', '\nIt asks once. Until a double is ready it answers 503, or nothing at all.')
    .action((flags: HealthcheckFlags) => healthcheck(flags, terminal));
}

async function healthcheck(flags: HealthcheckFlags, { stderr }: Terminal): Promise<void> {
  const url = flags.url ?? lastUrls(stateFolderAt(flags.state)).control;
  const problem = problemOf(await ask(`${url}/readyz`, flags.timeout));
  if (problem !== undefined) throw new CommandFailed(`${url} ${problem}`);
  stderr.write(`mock-wu: ${url} is ready\n`);
}

/** What the answer of /readyz says against the double; undefined when it is ready. */
function problemOf(answer: Answer | undefined): string | undefined {
  if (answer === undefined) return 'does not answer';
  const status = statusOf(answer.body);
  if (status === undefined) return 'is not the control listener of a double';
  return answer.status === 200 && status === 'ready'
    ? undefined
    : `is not ready (${answer.status} ${status})`;
}

/** The word a control listener gives for how it is; undefined when `body` is not of one. */
function statusOf(body: string): string | undefined {
  try {
    const { status } = JSON.parse(body) as { readonly status?: unknown };
    return typeof status === 'string' && /^[a-z-]{1,32}$/.test(status) ? status : undefined;
  } catch {
    return undefined;
  }
}

function controlUrl(text: string): string {
  const url = serverUrl(text);
  if (!url.startsWith('http:'))
    throw new InvalidArgumentError('the control listener speaks plain HTTP: http://127.0.0.1:8590.');
  return url;
}
