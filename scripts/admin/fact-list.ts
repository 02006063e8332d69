import { plainLine } from '../../platform/plain-text.ts';

/** A name with its values; one without values is left out. */
export type Fact = readonly [name: string, values: string | number | null | readonly string[]];

/** Facts about one thing as aligned text: each value on a line, the name before the first. */
export function factList(facts: readonly Fact[]): string {
  const shown = facts
    .map(([name, values]) => [name, linesOf(values)] as const)
    .filter(([, lines]) => lines.length > 0);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown
    .flatMap(([name, lines]) =>
      lines.map((line, at) => `${(at === 0 ? name : '').padEnd(width)}  ${plainLine(line)}\n`),
    )
    .join('');
}

function linesOf(values: Fact[1]): readonly string[] {
  if (values === null || values === '') return [];
  return typeof values === 'string' || typeof values === 'number' ? [String(values)] : values;
}
