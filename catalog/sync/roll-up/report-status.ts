import { dateTimeOf } from '../../../protocol/soap/date-time.ts';
import type { ComputerStatusRollupInfo } from '../../../protocol/wsusss/roll-up-status.ts';
import { count, inBatches } from './batches.ts';
import { createComputerStatuses } from './computer-statuses.ts';
import { type KnownComputer, knownComputers } from './known-computers.ts';
import { momentOrNever } from './never.ts';
import { type RollUpRun, rollUpCookie } from './ports.ts';
import type { RolledUp } from './rolled-up.ts';

/** States in one message, some 900 KB: while a server stores them it answers nobody else. */
const MOST_STATUSES = 4_000;
/** Product note 77: after 1 to 5 minutes the same is sent once more, four times in all. */
const LEAST_PAUSE_MILLISECONDS = 60_000;
const MOST_PAUSE_MILLISECONDS = 300_000;
const MOST_TRIES = 4;

/** The status of a computer as it is sent. */
interface Report {
  readonly info: ComputerStatusRollupInfo & { readonly ComputerId: string };
  readonly states: number;
  /** States that come after this moment are for the next roll-up. */
  readonly until: number;
  readonly gone: readonly string[];
}

/** Asks of which computers the upstream server has another status than was sent last; theirs will be sent whole. */
export async function findOutOfSync(run: RollUpRun, rolledUp: RolledUp): Promise<void> {
  const { catalog, client, limits, signal, tally } = run;
  for (const batch of inBatches(reporting(run), count(limits.outOfSync))) {
    signal.throwIfAborted();
    const { GetOutOfSyncComputersResult: found = [] } = await client.getOutOfSyncComputers({
      cookie: rollUpCookie,
      parentServerId: catalog.serverId,
      lastRollupNumbers: batch.map(({ computerId }) => ({
        ComputerId: computerId,
        RollupNumber: rolledUp.find(computerId).rollupNumber,
      })),
    });
    const asked = new Set(batch.map(({ computerId }) => computerId));
    const known = found.filter((computerId) => asked.has(computerId));
    catalog.write(() => {
      for (const computerId of known) rolledUp.sendWhole(computerId);
    });
    tally.resent += known.length;
  }
}

/**
 * Tells the upstream server the states of updates on all computers that reported ([MS-WSUSSS] §3.2.4.5, fifth step);
 * false when it stayed too busy to take them. What it took stays told.
 */
export async function reportStatus(run: RollUpRun, rolledUp: RolledUp): Promise<boolean> {
  const { catalog, limits, tally } = run;
  const statuses = createComputerStatuses(catalog.database);
  const batches = inBatches(reports(run, rolledUp, statuses), count(limits.statuses), {
    most: MOST_STATUSES,
    of: ({ states }: Report) => states,
  });
  for (const batch of batches) {
    if (!(await isTaken(run, batch))) return false;
    catalog.write(() => {
      for (const { info, until, gone } of batch) {
        rolledUp.noteStatus(info.ComputerId, info.RollupNumber, until);
        statuses.settle(info.ComputerId, gone);
      }
    });
    tally.statuses += batch.reduce((sum, { states }) => sum + states, 0);
  }
  return true;
}

function* reporting({ catalog }: RollUpRun): Generator<KnownComputer> {
  for (const computer of knownComputers(catalog.database)) if (computer.hasReported) yield computer;
}

function* reports(
  run: RollUpRun,
  rolledUp: RolledUp,
  statuses: ReturnType<typeof createComputerStatuses>,
): Generator<Report> {
  for (const computer of reporting(run)) {
    const { computerId } = computer;
    const { rollupNumber, statusUntil } = rolledUp.find(computerId);
    const now = run.clock.now();
    const { rows, gone, lastArrival } = statuses.after(computer, statusUntil);
    yield {
      info: {
        InstanceId: run.randomness.uuid(),
        ComputerId: computerId,
        EffectiveLastDetectionTime: momentOrNever(computer.effectiveLastDetection),
        RollupNumber: rollupNumber + 1,
        IsFullRollup: statusUntil === null,
        UpdateStatus: rows.map(({ updateId, state, lastChange }) => ({
          UpdateId: updateId,
          SummarizationState: state,
          LastChangeTime: dateTimeOf(lastChange),
        })),
      },
      states: rows.length,
      // In this very millisecond more may come: what came in it is sent once more next time.
      until: lastArrival === undefined ? (statusUntil ?? 0) : Math.min(lastArrival, now - 1),
      gone,
    };
  }
}

async function isTaken(run: RollUpRun, batch: readonly Report[]): Promise<boolean> {
  const { catalog, client, clock, signal } = run;
  for (let tried = 1; ; tried++) {
    signal.throwIfAborted();
    const { RollupComputerStatusResult: taken } = await client.rollupComputerStatus({
      cookie: rollUpCookie,
      clientTime: dateTimeOf(clock.now()),
      parentServerId: catalog.serverId,
      computers: batch.map(({ info }) => info),
    });
    if (taken) return true;
    if (tried === MOST_TRIES) return false;
    await run.pause(randomPause(run), signal);
  }
}

function randomPause({ randomness }: RollUpRun): number {
  const width = MOST_PAUSE_MILLISECONDS - LEAST_PAUSE_MILLISECONDS;
  return LEAST_PAUSE_MILLISECONDS + (randomness.bytes(4).readUInt32BE() % (width + 1));
}
