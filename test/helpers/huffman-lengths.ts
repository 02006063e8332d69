/**
 * Code lengths of at most `longest` bits for `counts` uses per symbol. The code is complete: with fewer than two
 * used symbols a neighbour gets a code too; with none used all lengths are 0.
 */
export function huffmanLengths(counts: readonly number[], longest: number): number[] {
  const used = counts.flatMap((count, symbol) => (count > 0 ? [symbol] : []));
  if (used.length === 0) return counts.map(() => 0);
  const weights = [...counts];
  if (used.length === 1) weights[used[0] === 0 ? 1 : 0] = 1;
  for (;;) {
    const lengths = unlimited(weights);
    if (Math.max(...lengths) <= longest) return lengths;
    weights.forEach((weight, symbol) => {
      if (weight > 0) weights[symbol] = (weight >> 1) + 1;
    });
  }
}

interface Node {
  readonly weight: number;
  readonly symbols: readonly number[];
}

function unlimited(weights: readonly number[]): number[] {
  const lengths = weights.map(() => 0);
  let nodes: Node[] = weights.flatMap((weight, symbol) =>
    weight > 0 ? [{ weight, symbols: [symbol] }] : [],
  );
  while (nodes.length > 1) {
    nodes.sort((a, b) => a.weight - b.weight);
    const [first, second, ...rest] = nodes as [Node, Node, ...Node[]];
    const symbols = [...first.symbols, ...second.symbols];
    for (const symbol of symbols) lengths[symbol]! += 1;
    nodes = [...rest, { weight: first.weight + second.weight, symbols }];
  }
  return lengths;
}

/** The canonical codes of `lengths`: shorter first, then by symbol. */
export function canonicalCodes(lengths: readonly number[]): number[] {
  const codes = lengths.map(() => 0);
  let code = 0;
  for (let length = 1; length <= 16; length++) {
    code <<= 1;
    lengths.forEach((given, symbol) => {
      if (given === length) codes[symbol] = code++;
    });
  }
  return codes;
}
