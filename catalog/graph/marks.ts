/** A set of nodes that is emptied in no time: for one question after the other, never for two at once. */
export interface Marks {
  /** Empties the set. */
  clear(): void;
  /** Adds `node`; false when it was in already. */
  add(node: number): boolean;
  has(node: number): boolean;
}

/** A set for nodes 0 to `size` - 1. An entry counts only while it carries the number of the present question. */
export function createMarks(size: number): Marks {
  const stamps = new Int32Array(size);
  let question = 1;
  return {
    clear: () => {
      question++;
    },
    add: (node) => {
      if (stamps[node] === question) return false;
      stamps[node] = question;
      return true;
    },
    has: (node) => stamps[node] === question,
  };
}
