import type { BenchRow, Budget } from './row.ts';

const HEADINGS = ['what', 'measured', 'ratio', 'budget', 'result', 'note'] as const;

/** Columns of figures: set to the right. */
const NUMERIC = new Set([1, 2, 3]);

/** The rows as aligned text for people, one line each under a heading. */
export function benchTable(rows: readonly BenchRow[]): string {
  const lines = [[...HEADINGS], ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  const [heading, ...rest] = lines;
  return [heading ?? [], rule, ...rest].map((line) => `${aligned(line, widths)}\n`).join('');
}

/** The rows as JSON, with null where nothing was measured. */
export function benchJson(rows: readonly BenchRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function cells(row: BenchRow): string[] {
  const measured = Number.isNaN(row.measured) ? '-' : `${figure(row.measured)} ${row.unit}`;
  const ratio = row.ratio === undefined ? '' : row.ratio.toFixed(2);
  return [row.name, measured, ratio, budgetText(row.budget, row.unit), verdict(row), row.note ?? ''];
}

function verdict({ ok, budget, measured }: BenchRow): string {
  if (ok !== undefined) return ok ? 'pass' : 'FAIL';
  return budget && Number.isNaN(measured) ? 'skipped' : '';
}

function budgetText(budget: Budget | undefined, unit: string): string {
  if (!budget) return '';
  const sign = budget.bound === 'least' ? '>=' : '<=';
  return budget.of === 'ratio'
    ? `${sign} ${budget.value.toFixed(2)}`
    : `${sign} ${figure(budget.value)} ${unit}`;
}

/** Three digits that count, thousands set apart. */
function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function aligned(line: readonly string[], widths: readonly number[]): string {
  const padded = line.map((cell, column) => {
    const width = widths[column] ?? 0;
    return NUMERIC.has(column) ? cell.padStart(width) : cell.padEnd(width);
  });
  return padded.join('  ').trimEnd();
}
