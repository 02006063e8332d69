import { plainLine } from '../../platform/plain-text.ts';
import type { Scenario } from '../../server/scenarios/scenario.ts';
import type { RunVerdict } from './run-scenario.ts';

const MARKS = { kept: '+', broken: '-', skipped: '?', observed: 'i' } as const;

/** A verdict for people: a line where all is well, and every oracle where it is not. */
export function verdictText({ id, title }: Scenario, verdict: RunVerdict): string {
  const { isPassed, honest, oracles } = verdict;
  const head = `${isPassed ? 'passed' : 'FAILED'}  ${id}: ${title}\n`;
  const told = oracles
    .filter(({ result }) => !isPassed || result === 'observed')
    .map(({ why, result, explanation }) => `        ${MARKS[result]} ${why}: ${plainLine(explanation)}\n`);
  const before =
    honest?.isGood === false
      ? [`        - it failed before the strike: ${plainLine(honest.words ?? '')}\n`]
      : [];
  return head + [...before, ...told].join('');
}
