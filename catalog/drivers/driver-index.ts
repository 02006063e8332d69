import type { Database } from '../store/database.ts';
import { computerPlaceOf } from './computer-targeting.ts';
import { dayOf } from './driver-date.ts';
import { DEFAULT_FEATURE_SCORE, type DriverMatch } from './driver-match.ts';
import { createDriverRows, type DriverRow, type DriverRows, type RevisionOfUpdate } from './driver-rows.ts';
import { packVersion } from './driver-version.ts';
import type { IdPlaces } from './id-places.ts';

/**
 * Most distinct hardware ids one request may name. A PC has some 450; each costs a lookup of a few microseconds, so
 * this keeps a hostile request well under a second.
 */
export const MOST_HARDWARE_IDS = 20_000;

/** The version of a driver whose version cannot be read: INF files may not have it, so every other is higher. */
const NO_VERSION = 0n;

/** What candidates are looked up for. */
export interface CandidateQuestion {
  /** Folded, each once. */
  readonly hardwareIds: ReadonlySet<string>;
  readonly computerIds: IdPlaces;
  /** FeatureScoreMatchingKey, such as `AMD64.10.0`; without one no feature score is known. */
  readonly featureScoreKey?: string | undefined;
  /** Whether the client may get the revision at all: rows of others are dropped before anything is asked of them. */
  isNeeded(revisionId: number): boolean;
}

/** A driver of the catalogue that fits a hardware id and this computer. Its place in a device is still open. */
export interface DriverCandidate extends DriverMatch, RevisionOfUpdate {
  /** As the document spells it. */
  readonly hardwareId: string;
  readonly class: string;
  readonly manufacturer: string;
  readonly provider: string;
  readonly model: string;
}

/** Finds drivers by hardware id. */
export interface DriverIndex {
  /** The candidates by folded hardware id, ids without any left out. Time grows with ids and rows found alone. */
  candidates(question: CandidateQuestion): ReadonlyMap<string, readonly DriverCandidate[]>;
}

export function createDriverIndex(database: Database): DriverIndex {
  const rows = createDriverRows(database);
  return { candidates: (question) => rows.atOnce(() => findCandidates(rows, question)) };
}

function findCandidates(rows: DriverRows, question: CandidateQuestion): Map<string, DriverCandidate[]> {
  const revisions = new Map<number, RevisionOfUpdate | undefined>();
  const revisionOf = (revisionId: number): RevisionOfUpdate | undefined => {
    if (!revisions.has(revisionId)) {
      revisions.set(revisionId, question.isNeeded(revisionId) ? rows.revision(revisionId) : undefined);
    }
    return revisions.get(revisionId);
  };
  const found = new Map<string, DriverCandidate[]>();
  for (const hardwareId of question.hardwareIds) {
    const candidates = rows.byHardwareId(hardwareId).flatMap((row) => {
      const revision = revisionOf(row.revisionId);
      return revision === undefined ? [] : candidateOf(rows, row, revision, question);
    });
    if (candidates.length > 0) found.set(hardwareId, candidates);
  }
  return found;
}

/** The row as a candidate, or nothing when it is targeted to other computers. */
function candidateOf(
  rows: DriverRows,
  row: DriverRow,
  revision: RevisionOfUpdate,
  { computerIds, featureScoreKey }: CandidateQuestion,
): DriverCandidate[] {
  const computerPlace = computerPlaceOf(rows.targets(row.driverKey), computerIds);
  if (computerPlace === undefined) return [];
  const { driverVerDate, driverVerVersion, whqlDriverId, ...names } = row;
  return [
    {
      ...names,
      ...revision,
      computerPlace,
      featureScore: featureScoreOf(rows, row.driverKey, featureScoreKey?.trim()),
      devicePlace: undefined,
      day: dayOf(driverVerDate),
      version: packVersion(driverVerVersion) ?? NO_VERSION,
      whqlDriverId: /^\s*\d{1,10}\s*$/.test(whqlDriverId) ? Number(whqlDriverId) : -1,
    },
  ];
}

function featureScoreOf(rows: DriverRows, driverKey: number, key: string | undefined): number | undefined {
  if (key === undefined || key === '') return undefined;
  return rows.featureScore(driverKey, key) ?? DEFAULT_FEATURE_SCORE;
}
