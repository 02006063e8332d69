import { isoMoment, parseMoment } from '../../platform/clock.ts';
import { ask } from '../http-get.ts';
import { rootPath } from './ask.ts';
import { type Examined, type Finding, info, ok, warn } from './finding.ts';

/** Tickets and signatures tolerate about this much; the Date header has whole seconds. */
const TOLERATED_MILLISECONDS = 5 * 60_000;

/** The clock of this machine against the one of the server. Whether certificates are in force is for the keys. */
export async function checkClock({ clock, server, urls }: Examined): Promise<readonly Finding[]> {
  const url = server?.startsWith('http:') ? server : urls.http;
  const answer = await ask(`${url}${rootPath}`);
  const now = clock.now();
  const theirs = parseMoment(answer?.date ?? '');
  if (Number.isNaN(theirs)) return [info(`the clock of this machine says ${isoMoment(now)}`)];
  return [judgeClock(now, theirs, url)];
}

/** Judges two clocks, in milliseconds since the epoch. */
export function judgeClock(now: number, theirs: number, url: string): Finding {
  const seconds = Math.round(Math.abs(now - theirs) / 1000);
  if (Math.abs(now - theirs) <= TOLERATED_MILLISECONDS)
    return ok(`the clocks of this machine and of ${url} agree`);
  const word = now < theirs ? 'behind' : 'ahead of';
  return warn(
    `the clock of this machine is ${seconds} s ${word} that of ${url}`,
    'Set both by the network: certificates and cookies depend on them.',
  );
}
