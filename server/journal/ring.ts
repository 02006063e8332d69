/** The newest things of a sequence that still fit, with the count of those that did not. */
export interface Ring<T> {
  /** Takes `item` in, which weighs `bytes`, and lets the oldest go until the bounds are kept. Returns its number, from 1. */
  add(item: T, bytes: number): number;
  /** The item with that number, while it is kept. */
  get(sequence: number): T | undefined;
  /** Number of the oldest item kept; one above the newest when there is none. */
  first(): number;
  /** Number of the newest item there ever was; 0 before the first. */
  last(): number;
  /** Sum of what the kept items weigh. */
  bytes(): number;
  /** Lets all go and counts from 1 again. */
  clear(): void;
}

/** What a ring holds at most. The newest item is kept whatever it weighs. */
export interface RingBounds {
  readonly items: number;
  readonly bytes: number;
}

/** Slots of dropped items at the front after which they are given back. */
const SLACK = 1024;

/** Makes an empty ring. Adding costs the same however many items there are. */
export function createRing<T>(bounds: RingBounds): Ring<T> {
  let items: (T | undefined)[] = [];
  let weights: number[] = [];
  /** Items before this place are gone. */
  let start = 0;
  /** Number of the item at place 0. */
  let base = 1;
  let sum = 0;
  const compact = (): void => {
    if (start < SLACK || start * 2 < items.length) return;
    items = items.slice(start);
    weights = weights.slice(start);
    base += start;
    start = 0;
  };
  return {
    add: (item, bytes) => {
      items.push(item);
      weights.push(bytes);
      sum += bytes;
      const last = items.length - 1;
      while (start < last && (items.length - start > bounds.items || sum > bounds.bytes)) {
        sum -= weights[start] ?? 0;
        items[start] = undefined;
        start += 1;
      }
      compact();
      return base + items.length - 1;
    },
    get: (sequence) => items[sequence - base],
    first: () => base + start,
    last: () => base + items.length - 1,
    bytes: () => sum,
    clear: () => {
      items = [];
      weights = [];
      start = 0;
      base = 1;
      sum = 0;
    },
  };
}
