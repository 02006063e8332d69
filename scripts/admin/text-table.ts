import { plainLine } from '../../platform/plain-text.ts';

/** A column of a table for people. */
export interface Column {
  readonly heading: string;
  /** Figures are set to the right. */
  readonly isFigure?: true;
  /** Most characters shown; a longer cell ends in an ellipsis. */
  readonly most?: number;
}

const GAP = '  ';

/** Rows as aligned text under a heading, one line each. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => columns.map((column, at) => cut(plainLine(row[at] ?? ''), column.most)));
  const headings = columns.map(({ heading }) => heading);
  const widths = columns.map((_, at) =>
    Math.max(...[headings, ...cells].map((line) => [...(line[at] ?? '')].length)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  const aligned = (line: readonly string[]): string =>
    line
      .map((cell, at) => {
        const padding = ' '.repeat((widths[at] ?? 0) - [...cell].length);
        return columns[at]?.isFigure ? `${padding}${cell}` : `${cell}${padding}`;
      })
      .join(GAP)
      .trimEnd();
  return [headings, rule, ...cells].map((line) => `${aligned(line)}\n`).join('');
}

/** Cut by characters, not by UTF-16 units: half an emoji would be shown as a box. */
function cut(text: string, most = Number.POSITIVE_INFINITY): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
