import { stopwatch } from '../../platform/clock.ts';
import { runCommand, serveArguments } from './command-line.ts';
import { type BenchCase, type BenchContext, judged } from './row.ts';
import { median } from './statistics.ts';

const UNIT = 's';
const ROUNDS = 3;

/** From the start of the process to the ready line: with nothing there, and the second time. */
export function startBenchCases(): readonly BenchCase[] {
  return [
    startCase('start, empty state', 2.5, (context, round) => start(`${context.folder}/${round}`)),
    startCase('start, second time', 0.6, async (context) => {
      await start(`${context.folder}/state`);
      return start(`${context.folder}/state`);
    }),
  ];
}

function startCase(
  name: string,
  seconds: number,
  run: (context: BenchContext, round: number) => Promise<number>,
): BenchCase {
  return {
    name,
    async run(context) {
      const measured: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        context.progress(`round ${round + 1} of ${ROUNDS}`);
        measured.push(await run(context, round));
      }
      const budget = { of: 'measured', bound: 'most', value: seconds } as const;
      return judged({
        name,
        measured: median(measured),
        unit: UNIT,
        budget,
        note: 'whole process, demo seed',
      });
    },
  };
}

async function start(state: string): Promise<number> {
  const elapsed = stopwatch();
  const command = runCommand([...serveArguments(state), '--seed', 'demo']);
  try {
    await command.firstLine;
    return elapsed() / 1000;
  } finally {
    await command.stop();
  }
}
