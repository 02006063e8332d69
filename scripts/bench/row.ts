/** The bound a figure has to keep. */
export interface Budget {
  /** Which figure of the row is bounded. */
  readonly of: 'measured' | 'ratio';
  /** `least`: at least `value`; `most`: at most. */
  readonly bound: 'least' | 'most';
  readonly value: number;
}

/** One line of the benchmark's result. */
export interface BenchRow {
  readonly name: string;
  /** NaN, null in JSON, for a row that was skipped or failed. */
  readonly measured: number;
  readonly unit: string;
  /** `measured` divided by what it is compared with in the same run. */
  readonly ratio?: number;
  readonly budget?: Budget;
  /** Whether the budget is kept; absent where there is none or nothing was measured. */
  readonly ok?: boolean;
  /** What it was compared with, or why there is no figure. */
  readonly note?: string;
}

/** What a case is given to work with. */
export interface BenchContext {
  /** An empty folder of this case's own, removed after it. */
  readonly folder: string;
  /** A folder all cases of the run share, removed after the last one. */
  readonly runFolder: string;
  /** How often each contender is measured, after one warm-up. */
  readonly rounds: number;
  /** How long each measurement goes on. */
  readonly seconds: number;
  /** One line for the person waiting. */
  progress(message: string): void;
}

/** One thing to measure. */
export interface BenchCase {
  readonly name: string;
  run(context: BenchContext): Promise<BenchRow>;
}

/** The row with `ok` worked out from its budget. */
export function judged(row: Omit<BenchRow, 'ok'>): BenchRow {
  const figure = row.budget?.of === 'ratio' ? row.ratio : row.measured;
  if (!row.budget || figure === undefined || Number.isNaN(figure)) return row;
  const { bound, value } = row.budget;
  return { ...row, ok: bound === 'least' ? figure >= value : figure <= value };
}

/** The row of a case that could not be measured here, for the reason in `note`. */
export function skipped(name: string, unit: string, note: string, budget?: Budget): BenchRow {
  return { name, measured: Number.NaN, unit, ...(budget && { budget }), note: `skipped: ${note}` };
}
