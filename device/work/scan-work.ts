import { isoMoment } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors/index.ts';
import { counted } from '../../platform/plain-text.ts';
import { hresultText } from '../../protocol/hresult/hresults.ts';
import type { DeviceBody } from '../device-body.ts';
import { askedPause } from '../download/back-off.ts';
import { type DeviceFailure, failWith } from '../failure.ts';
import { computerOf } from '../profile/computer.ts';
import { geoCodeOf } from '../profile/regions.ts';
import { EVENT } from '../report/event-kinds.ts';
import { statusLists } from '../report/status-lists.ts';
import { callerFacts, USUAL_CALLER } from '../scan/caller-facts.ts';
import { localesOf } from '../scan/extended-info.ts';
import { readCoreFragment } from '../scan/read-page.ts';
import { revisionsOf, type ScanResult, scan } from '../scan/scan.ts';
import type { Categories } from '../scan/sync-parameters.ts';
import { warnOfEach } from '../scan/warn-of-each.ts';
import { BusyFailure } from '../transport/busy-failure.ts';
import { queueEvent } from './events-queue.ts';
import { failureOf } from './failure-of.ts';
import { openSession } from './open-session.ts';
import { outcomesOf } from './outcomes.ts';
import { timeLimit } from './time-limit.ts';
import { titleOf } from './titles.ts';

/** How long a client stays away from an overloaded server: at least, and at most whatever the server says. */
const LEAST_QUIET = 60_000;
const MOST_QUIET = 24 * 60 * 60_000;

/** Longest time of a whole scan; that of a catalogue of 5,000 revisions takes a real client a minute or two. */
const MOST_SCAN = 30 * 60_000;

/** Scans, tells what was found and notes the events of it. Throws DeviceFailure. */
export async function scanWork(body: DeviceBody, categories: Categories): Promise<ScanResult> {
  const { options, store } = body;
  body.isAnswered = false;
  options.watch({ kind: 'phase', phase: 'scan', about: body.server ?? '' });
  const limit = timeLimit('scan', MOST_SCAN, options.signal);
  let result: ScanResult;
  try {
    result = await scan(portsOf(body, requireServer(body), limit.signal), categories);
    const { quietUntil: _, ...memory } = store.memory;
    const now = options.clock.now();
    store.memory = { ...memory, scannedAt: now, dueAt: now + untilNextScan(body) };
    tell(body, result);
    queueResult(body, result, categories);
  } catch (error) {
    const failure = failureOf(error, options.signal);
    options.watch({ kind: 'failed', about: 'scan', failure });
    if (options.signal?.aborted !== true) noteFailure(body, failure);
    saveAfter(body);
    throw failure;
  } finally {
    limit.stop();
  }
  body.save();
  return result;
}

/** What cannot be kept is told, and does not take the place of what a scan ended with. */
function saveAfter({ save, options }: DeviceBody): void {
  try {
    save();
  } catch (error) {
    options.watch({ kind: 'warning', text: `the device is not kept: ${messageOf(error)}` });
  }
}

/** What was cancelled did not fail: it is not told, and may be done again at once. */
function noteFailure(body: DeviceBody, failure: DeviceFailure): void {
  const { store, options } = body;
  quietAfter(body, failure);
  store.memory = { ...store.memory, dueAt: options.clock.now() + AFTER_FAILURE };
  const { code } = failure;
  queueEvent(body, { id: EVENT.detectionFailed, code, replacements: [hresultText(code)], trips: 1 });
}

/** A scan that failed is made again after five hours (online service facts §6.1). */
const AFTER_FAILURE = 5 * 60 * 60_000;
/** By as much an interval is shortened at random, so that not all devices come at once. */
const MOST_SHORTENING = 0.2;

function untilNextScan({ policy, options }: DeviceBody): number {
  const chance = options.randomness.bytes(4).readUInt32BE() / 0x1_0000_0000;
  return Math.round(policy.detectionHours * 60 * 60_000 * (1 - MOST_SHORTENING * chance));
}

/** Policy, a server and its last word decide whether a scan begins. */
function requireServer({ policy, server, store, options }: DeviceBody): string {
  if (policy.isAccessDisabled)
    failWith('WU_E_CALL_CANCELLED_BY_POLICY', 'policy disables access to Windows Update');
  if (policy.wsus === undefined && policy.isOffline)
    failWith('WU_E_WU_DISABLED', 'policy forbids the online service, and names no server of the company');
  if (server === undefined)
    failWith('WU_E_PT_SUS_SERVER_NOT_SET', 'neither policy nor --server names a server');
  const { quietUntil = 0 } = store.memory;
  if (options.clock.now() < quietUntil)
    failWith(
      'WU_E_PT_CLIENT_ENFORCED_LOAD_SHEDDING',
      `the server wants no scans before ${isoMoment(quietUntil)}`,
    );
  if (server.startsWith('http:'))
    options.watch({
      kind: 'warning',
      text: `over plain HTTP nobody proves who ${server} is: metadata is not authenticated`,
    });
  return server;
}

function portsOf(body: DeviceBody, server: string, signal: AbortSignal): Parameters<typeof scan>[0] {
  const { options, state, store, policy } = body;
  const { caller = USUAL_CALLER, isInteractive = false, readCore = readCoreFragment } = options;
  return {
    session: openSession(body, server, signal),
    store,
    state,
    policy,
    caller: callerFacts(state, server, { caller, isInteractive }),
    computerIds: computerOf(options.profile).hardwareIds,
    locales: localesOf(state.languages),
    geoId: geoCodeOf(options.profile),
    clock: options.clock,
    readCore,
    pending: outcomesOf(body.record).pending,
    watch: options.watch,
  };
}

function tell(
  { options: { watch }, store }: DeviceBody,
  { offers, withheld, facts, statuses }: ScanResult,
): void {
  for (const offer of offers) watch({ kind: 'offer', offer, title: titleOf(store, offer.revision) });
  for (const one of withheld) watch({ kind: 'withheld', ...one, title: titleOf(store, one.revision) });
  warnOfEach(
    [...statuses.unknownElements].map(
      ([element, count]) =>
        `rules of ${counted(count, 'revision')} ask for ${element}, which this device cannot tell`,
    ),
    watch,
  );
  watch({ kind: 'scanned', facts });
}

/**
 * "147 and 156 together" (online service facts §5.7). A scan for categories says nothing of all the others, so it has no 156
 * (capture 13): a server forgets what a status event leaves out.
 */
function queueResult(body: DeviceBody, result: ScanResult, categories: Categories): void {
  const { offers, facts, softwareTrips, added, statuses } = result;
  const wanted = offers.filter(({ kind }) => kind === 'install').length;
  queueEvent(body, {
    id: EVENT.detected,
    code: 'S_OK',
    replacements: [String(wanted)],
    trips: softwareTrips,
    judged: facts.revisions + facts.drivers,
    added,
  });
  if (categories.length > 0) return;
  const lists = statusLists(revisionsOf(body.store), statuses, outcomesOf(body.record));
  queueEvent(body, { id: EVENT.status, code: 'S_OK', ...lists });
}

function quietAfter({ store, options }: DeviceBody, failure: DeviceFailure): void {
  if (!(failure instanceof BusyFailure)) return;
  const asked = askedPause(failure.retryAfter, options.clock);
  const quiet = Math.min(Math.max(asked, LEAST_QUIET), MOST_QUIET);
  store.memory = { ...store.memory, quietUntil: options.clock.now() + quiet };
}
