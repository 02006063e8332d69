/** Durations of one kind in milliseconds, and what is told of them. */
export interface Samples {
  add(milliseconds: number): void;
  summary(): Summary;
}

export interface Summary {
  readonly count: number;
  readonly median: number;
  /** Nine of ten, and ninety-nine of a hundred, took no longer. */
  readonly p90: number;
  readonly p99: number;
  readonly most: number;
}

/** Durations that are kept; a fleet that makes more is told of by its first. */
const MOST_SAMPLES = 500_000;

export function createSamples(): Samples {
  const values: number[] = [];
  let count = 0;
  let most = 0;
  return {
    add: (milliseconds) => {
      count += 1;
      most = Math.max(most, milliseconds);
      if (values.length < MOST_SAMPLES) values.push(milliseconds);
    },
    summary: () => {
      const sorted = Float64Array.from(values).sort();
      const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
      return { count, median: at(0.5), p90: at(0.9), p99: at(0.99), most };
    },
  };
}
