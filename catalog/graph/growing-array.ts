/** A typed array that grows at its end. `values` is replaced when it grows: take it anew after each append. */
export interface GrowingArray<T extends Int32Array | Uint8Array | Float64Array> {
  readonly values: T;
  readonly length: number;
  push(value: number): void;
  /** Sets the entry at `index`, which may lie beyond the end; entries between are 0. */
  set(index: number, value: number): void;
}

const FIRST_CAPACITY = 1024;

/** An empty array of 32-bit integers that grows. */
export function growingIntegers(): GrowingArray<Int32Array> {
  return growing((capacity) => new Int32Array(capacity));
}

/** An empty array of bytes that grows. */
export function growingBytes(): GrowingArray<Uint8Array> {
  return growing((capacity) => new Uint8Array(capacity));
}

/** An empty array of numbers that grows; for moments in milliseconds, which pass 32 bits. */
export function growingNumbers(): GrowingArray<Float64Array> {
  return growing((capacity) => new Float64Array(capacity));
}

function growing<T extends Int32Array | Uint8Array | Float64Array>(
  make: (capacity: number) => T,
): GrowingArray<T> {
  let values = make(FIRST_CAPACITY);
  let length = 0;
  const reach = (index: number): void => {
    if (index < values.length) return;
    const larger = make(Math.max(index + 1, values.length * 2));
    larger.set(values);
    values = larger;
  };
  return {
    get values() {
      return values;
    },
    get length() {
      return length;
    },
    push: (value) => {
      reach(length);
      values[length++] = value;
    },
    set: (index, value) => {
      reach(index);
      values[index] = value;
      if (index >= length) length = index + 1;
    },
  };
}
