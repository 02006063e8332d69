import { dateTimeOf } from '../../../protocol/soap/date-time.ts';
import type { ComputerRollupInfo } from '../../../protocol/wsusss/roll-up-computers.ts';
import { count, inBatches } from './batches.ts';
import { detailsOf, digestOf } from './computer-details.ts';
import { type KnownComputer, knownComputers } from './known-computers.ts';
import { momentOrNever } from './never.ts';
import { type RollUpRun, rollUpCookie } from './ports.ts';
import type { RolledUp } from './rolled-up.ts';

/** Characters of details in one message: half of what a server takes by default. */
const MOST_CHARACTERS = 2_000_000;
/** What the values of a computer have beside its details. */
const CHARACTERS_WITHOUT = 400;

/** A computer as it is sent. */
interface Report {
  readonly info: ComputerRollupInfo;
  readonly isOwn: boolean;
  /** Of the details that go with it; null for one nobody told details of, absent where they are known. */
  readonly digest: string | null | undefined;
  readonly characters: number;
}

/**
 * Tells the upstream server of all computers, with details where they are others than those sent before; then once
 * more of those whose details it asked for ([MS-WSUSSS] §3.2.4.5, fourth step).
 */
export async function reportComputers(run: RollUpRun, rolledUp: RolledUp): Promise<void> {
  const first = await pass(run, rolledUp, () => true);
  run.tally.computers = first.computers;
  if (first.isAsked) await pass(run, rolledUp, (id) => rolledUp.find(id).detailsDigest === null);
}

/** How many computers were told of, and whether details were asked for. */
interface Passed {
  readonly computers: number;
  readonly isAsked: boolean;
}

async function pass(
  run: RollUpRun,
  rolledUp: RolledUp,
  isWanted: (computerId: string) => boolean,
): Promise<Passed> {
  const { client, clock, limits, signal } = run;
  let computers = 0;
  let isAsked = false;
  const batches = inBatches(reports(run, rolledUp, isWanted), count(limits.computers), {
    most: MOST_CHARACTERS,
    of: ({ characters }: Report) => characters,
  });
  for (const batch of batches) {
    signal.throwIfAborted();
    const { RollupComputersResult } = await client.rollupComputers({
      cookie: rollUpCookie,
      clientTime: dateTimeOf(clock.now()),
      computers: batch.map(({ info }) => info),
    });
    const changes = new Map((RollupComputersResult ?? []).map((one) => [one.ComputerId, one.Change]));
    run.catalog.write(() => {
      for (const report of batch) {
        const change = changes.get(report.info.ComputerId);
        settle(run, rolledUp, report, change);
        isAsked ||= change === 'NewParent';
      }
    });
    computers += batch.length;
  }
  return { computers, isAsked };
}

function* reports(
  { catalog, upstreamId }: RollUpRun,
  rolledUp: RolledUp,
  isWanted: (computerId: string) => boolean,
): Generator<Report> {
  for (const computer of knownComputers(catalog.database)) {
    const { computerId, parentServerId } = computer;
    if (!isWanted(computerId)) continue;
    const details = detailsOf(catalog, computer);
    const digest = details && digestOf(details, upstreamId);
    const isNews = digest !== rolledUp.find(computerId).detailsDigest;
    yield {
      info: {
        ...infoOf(computer, parentServerId ?? catalog.serverId),
        ...(details && isNews && { Details: details }),
      },
      isOwn: parentServerId === null,
      digest: isNews ? (digest ?? null) : undefined,
      characters: CHARACTERS_WITHOUT + (isNews ? JSON.stringify(details ?? '').length : 0),
    };
  }
}

function infoOf(computer: KnownComputer, parentServerId: string): ComputerRollupInfo {
  return {
    ComputerId: computer.computerId,
    LastSyncTime: momentOrNever(computer.lastSyncAt),
    LastSyncResult: computer.lastSyncResult,
    LastReportedRebootTime: momentOrNever(computer.lastRebootAt),
    LastReportedStatusTime: momentOrNever(computer.lastStatusAt),
    LastInventoryTime: momentOrNever(computer.lastInventoryAt),
    ParentServerId: parentServerId,
  };
}

/** Notes what was sent, and does what the answer says of a computer. */
function settle(
  { catalog, clock, tally }: RollUpRun,
  rolledUp: RolledUp,
  { info, isOwn, digest }: Report,
  change: 'NewParent' | 'Deleted' | undefined,
): void {
  const { ComputerId: computerId = '' } = info;
  if (change === 'Deleted') {
    // The server below that reports it hears of it the same way.
    if (isOwn) catalog.computers.remove(computerId);
    else catalog.downstreamComputers.remove(computerId, clock.now());
    rolledUp.forget(computerId);
    tally.deleted += 1;
  } else if (change === 'NewParent') rolledUp.noteDetails(computerId, null);
  else if (digest !== undefined) rolledUp.noteDetails(computerId, digest);
}
