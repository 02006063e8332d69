import type { Refusal } from '../store/upstreams.ts';

/** The stages of a synchronisation, in their order ([MS-WSUSSS] §3.2.4). */
export type SyncStage =
  | 'authorization'
  | 'configuration'
  | 'categories'
  | 'updates'
  | 'deployments'
  | 'content'
  | 'roll-up';

/** Something that happened during a synchronisation. */
export type SyncEvent =
  | { readonly event: 'stage'; readonly stage: SyncStage }
  /** `done` of `total` revisions, or files, are in; `bytes` of content. */
  | {
      readonly event: 'progress';
      readonly stage: SyncStage;
      readonly done: number;
      readonly total: number;
      readonly bytes?: number;
      readonly totalBytes?: number;
    }
  /** A revision, or a part of it, that was not taken. */
  | { readonly event: 'refused'; readonly update: string; readonly reason: string }
  | { readonly event: 'retry'; readonly reason: string; readonly milliseconds: number }
  | { readonly event: 'warning'; readonly message: string };

/** What a synchronisation did. */
export interface SyncCounts {
  /** Updates that were not here before. */
  readonly fresh: number;
  /** Further revisions of updates that were. */
  readonly revised: number;
  /** Of both, those that are expired. */
  readonly expired: number;
  /** Revisions that were refused. */
  readonly refused: number;
  /** Approvals taken over, or made by automatic approval rules. */
  readonly approvals: number;
  readonly files: number;
  readonly contentBytes: number;
}

/** The report of a synchronisation, as its history keeps it. */
export interface SyncReport extends SyncCounts {
  /** The first refusals and failures, each `what: why`. */
  readonly problems: readonly string[];
  /** Why it ended, where it did not end well. */
  readonly error?: string;
  /** How often each operation was called. */
  readonly calls: Readonly<Record<string, number>>;
}

/** Collects what a synchronisation does. */
export interface Tally {
  add(counts: Partial<SyncCounts>): void;
  refused(refusal: Refusal): void;
  problem(text: string): void;
  report(calls: ReadonlyMap<string, number>, error?: string): SyncReport;
  /** Whether anything was refused or failed. */
  hasProblems(): boolean;
}

/** Problems a report names; a hostile server could make any number. */
const KEPT_PROBLEMS = 200;

export function createTally(tell: (event: SyncEvent) => void): Tally {
  const counts = { fresh: 0, revised: 0, expired: 0, refused: 0, approvals: 0, files: 0, contentBytes: 0 };
  const problems: string[] = [];
  let many = 0;
  const problem = (text: string): void => {
    many++;
    if (problems.length < KEPT_PROBLEMS) problems.push(text);
  };
  return {
    add: (more) => {
      for (const [name, count] of Object.entries(more)) counts[name as keyof SyncCounts] += count;
    },
    refused: ({ updateId, revisionNumber, reason }) => {
      const update = `${updateId}.${revisionNumber}`;
      counts.refused++;
      problem(`${update}: ${reason}`);
      tell({ event: 'refused', update, reason });
    },
    problem,
    hasProblems: () => many > 0,
    report: (calls, error) => ({
      ...counts,
      problems: many > problems.length ? [...problems, `and ${many - problems.length} more`] : problems,
      ...(error !== undefined && { error }),
      calls: Object.fromEntries(calls),
    }),
  };
}
