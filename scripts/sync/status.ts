import type { Catalog } from '../../catalog/catalog.ts';
import { type RunningSync, type SyncStatus, syncStatus } from '../../catalog/sync/run-status.ts';
import type { SyncSchedule } from '../../catalog/sync/schedule.ts';
import type { Subscription } from '../../catalog/sync/subscription.ts';
import type { TrustOptions } from '../../catalog/sync/transport/trust.ts';
import { type Fact, factList } from '../admin/fact-list.ts';
import { momentText, shortMoment } from '../admin/moment-text.ts';
import { printJson } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import type { Terminal } from '../terminal.ts';
import { storedSubscription } from './stored-subscription.ts';

/** Prints what is synchronised, how far it is, and what comes next. */
export function printStatus(catalog: Catalog, flags: StateFlags, terminal: Terminal): void {
  const subscription = storedSubscription(catalog);
  const status = syncStatus(catalog, subscription);
  if (flags.json) printJson(terminal, { subscription, ...status });
  else terminal.stdout.write(factList([...subscriptionFacts(subscription), ...statusFacts(status)]));
}

function subscriptionFacts(subscription: Subscription): readonly Fact[] {
  const { url, replica, name, products, classifications, languages, trust, schedule } = subscription;
  return [
    ['upstream', url],
    ['mode', replica ? 'replica' : 'autonomous'],
    ['introduces itself as', name],
    ['products', replica ? 'what the upstream server has' : (products ?? 'all')],
    ['classifications', replica ? 'what the upstream server has' : (classifications ?? 'all')],
    ['languages', languages?.join(', ') ?? 'any'],
    ['content', contentText(subscription)],
    ['roll-up', subscription.rollUp ? 'yes' : 'no'],
    ['trust', trustText(trust)],
    ['schedule', scheduleText(schedule)],
  ];
}

function statusFacts({ anchors, running, lastRun, refusals, nextStart: next }: SyncStatus): readonly Fact[] {
  return [
    ['next start', next === null ? null : `${shortMoment(next)}, while \`mock-wu serve\` runs`],
    ['anchors', Object.entries(anchors).map(([name, anchor]) => `${name}: ${anchor ?? 'none'}`)],
    [
      'last run',
      lastRun === null ? 'never' : `${lastRun.runId} ${lastRun.result}, ${shortMoment(lastRun.at)}`,
    ],
    ['running', running === null ? 'no' : runningText(running)],
    ['refusals', `${refusals} asked for again`],
  ];
}

function runningText({ processId, silentSeconds, isCancelled }: RunningSync): string {
  const wish = isCancelled ? ', asked to stop' : '';
  return `process ${processId}, last sign of life ${silentSeconds} s ago${wish}`;
}

function contentText({ content, expressFiles, contentUrl, contentFromMicrosoft }: Subscription): string {
  if (content === 'none') return 'none';
  const from = contentFromMicrosoft ? 'where Microsoft keeps them' : (contentUrl ?? 'the upstream server');
  return `files of ${content} updates, ${expressFiles ? 'Express files too' : 'no Express files'}, from ${from}`;
}

function trustText({ ca, pin, revocation }: TrustOptions): string {
  const roots = ca === undefined ? 'roots of the system' : 'roots given';
  const pinned = pin === undefined ? '' : `, ${pin.kind} pinned to ${pin.sha256}`;
  return `${roots}${pinned}, revocation ${revocation}`;
}

function scheduleText(schedule: SyncSchedule | undefined): string {
  if (schedule === undefined) return 'by hand';
  const time = momentText(schedule.firstMinute * 60_000).slice(11, 16);
  return `${schedule.perDay} times a day, the first at ${time} UTC`;
}
