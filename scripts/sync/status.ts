import type { Catalog } from '../../catalog/catalog.ts';
import type { SyncRun } from '../../catalog/store/sync-runs.ts';
import { nextStart, type SyncSchedule } from '../../catalog/sync/schedule.ts';
import type { Subscription } from '../../catalog/sync/subscription.ts';
import type { TrustOptions } from '../../catalog/sync/transport/trust.ts';
import { type Fact, factList } from '../admin/fact-list.ts';
import { momentJson, momentText } from '../admin/moment-text.ts';
import { printJson } from '../admin/output.ts';
import type { StateFlags } from '../admin/state-options.ts';
import type { Terminal } from '../terminal.ts';
import { resultOf } from './history.ts';
import { storedSubscription } from './stored-subscription.ts';

/** Prints what is synchronised, how far it is, and what comes next. */
export function printStatus(catalog: Catalog, flags: StateFlags, terminal: Terminal): void {
  const subscription = storedSubscription(catalog);
  const status = statusOf(catalog, subscription);
  if (flags.json) printJson(terminal, statusAsJson(subscription, status));
  else terminal.stdout.write(factList([...subscriptionFacts(subscription), ...statusFacts(status)]));
}

function statusOf({ clock, upstreams, syncRuns, replication }: Catalog, { url, schedule }: Subscription) {
  const { configAnchor, categoryAnchor, revisionAnchor, deploymentAnchor } = upstreams.state(url);
  const now = clock.now();
  const running = syncRuns.running();
  const [last] = syncRuns.history(1);
  return {
    isReplica: replication.isReplica(),
    anchors: {
      configuration: configAnchor ?? null,
      categories: categoryAnchor ?? null,
      updates: revisionAnchor ?? null,
      deployments: deploymentAnchor ?? null,
    },
    running: running === undefined || resultOf(running) !== 'running' ? null : runningAsJson(running, now),
    lastRun: last === undefined ? null : { runId: last.runId, result: resultOf(last), at: last.seenAt },
    refusals: upstreams.refusals(url).length,
    nextStart: schedule === undefined ? null : nextStart(schedule, now),
  };
}

type Status = ReturnType<typeof statusOf>;

function statusAsJson(subscription: Subscription, { lastRun, nextStart, ...rest }: Status): object {
  return {
    subscription,
    ...rest,
    lastRun: lastRun && { ...lastRun, at: momentJson(lastRun.at) },
    nextStart: momentJson(nextStart),
  };
}

function runningAsJson({ runId, processId, startedAt, seenAt, isCancelled }: SyncRun, now: number) {
  const silentSeconds = Math.max(0, Math.round((now - seenAt) / 1000));
  return { runId, processId, startedAt: momentJson(startedAt), silentSeconds, isCancelled };
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

function statusFacts({ anchors, running, lastRun, refusals, nextStart: next }: Status): readonly Fact[] {
  return [
    ['next start', next === null ? null : `${momentText(next)}, while \`mock-wu serve\` runs`],
    ['anchors', Object.entries(anchors).map(([name, anchor]) => `${name}: ${anchor ?? 'none'}`)],
    [
      'last run',
      lastRun === null ? 'never' : `${lastRun.runId} ${lastRun.result}, ${momentText(lastRun.at)}`,
    ],
    ['running', running === null ? 'no' : runningText(running)],
    ['refusals', `${refusals} asked for again`],
  ];
}

function runningText({ processId, silentSeconds, isCancelled }: NonNullable<Status['running']>): string {
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
