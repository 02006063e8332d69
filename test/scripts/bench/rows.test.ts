import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { compare } from '../../../scripts/bench/ratio.ts';
import { type BenchCase, type Budget, judged, skipped } from '../../../scripts/bench/row.ts';
import { runRows } from '../../../scripts/bench/run-rows.ts';
import { median, percentile } from '../../../scripts/bench/statistics.ts';
import { benchJson, benchTable } from '../../../scripts/bench/table.ts';

const AT_LEAST: Budget = { of: 'ratio', bound: 'least', value: 0.7 };
const AT_MOST: Budget = { of: 'measured', bound: 'most', value: 2.5 };

t.test('medians and percentiles of known values', async (t) => {
  t.equal(median([3, 1, 2]), 2);
  t.equal(median([4, 1, 3, 2]), 2.5);
  t.equal(percentile([10, 20, 30, 40, 50], 99), 49.6);
  t.ok(Number.isNaN(median([])));
});

t.test('a budget is kept at its very bound, and judged by the figure it names', async (t) => {
  t.equal(judged({ name: 'a', measured: 9, unit: 's', ratio: 0.7, budget: AT_LEAST }).ok, true);
  t.equal(judged({ name: 'a', measured: 9, unit: 's', ratio: 0.69, budget: AT_LEAST }).ok, false);
  t.equal(judged({ name: 'a', measured: 2.5, unit: 's', budget: AT_MOST }).ok, true);
  t.equal(judged({ name: 'a', measured: 2.6, unit: 's', budget: AT_MOST }).ok, false);
  t.notOk('ok' in judged({ name: 'a', measured: 1, unit: 's' }), 'without budget there is no verdict');
  t.notOk('ok' in judged(skipped('a', 's', 'not here', AT_MOST)));
});

t.test('two contenders are measured in turn, and the first round does not count', async (t) => {
  const order: string[] = [];
  const contender = (name: string, values: readonly number[]) => {
    let turn = 0;
    const measure = async () => {
      order.push(name);
      return values[turn++] ?? 0;
    };
    return { name, measure };
  };
  const result = await compare(contender('a', [999, 10, 30, 20]), contender('b', [1, 20, 20, 20]), {
    rounds: 3,
    progress: () => {},
  });
  t.equal(order.join(''), 'abababab');
  t.strictSame(result, { first: 20, second: 20, ratio: 1 });
});

t.test(
  'cases run one after another, each in a folder that goes with it; what they share goes with the run; a failing one does not end the run',
  async (t) => {
    const folders: string[] = [];
    const said: string[] = [];
    const good: BenchCase = {
      name: 'good',
      async run({ folder, runFolder, progress }) {
        writeFileSync(`${folder}/file`, 'x');
        folders.push(folder, runFolder);
        t.equal(readFileSync(`${runFolder}/shared`, 'utf8'), 'of an earlier case');
        progress('working');
        return judged({ name: 'good', measured: 1, unit: 's', budget: AT_MOST });
      },
    };
    const bad: BenchCase = {
      name: 'bad',
      run({ runFolder }) {
        writeFileSync(`${runFolder}/shared`, 'of an earlier case');
        return Promise.reject(new Error('no luck'));
      },
    };
    const rows = await runRows([bad, good], { progress: (message) => said.push(message) });
    t.match(rows, [
      { name: 'bad', ok: false, note: 'failed: no luck' },
      { name: 'good', ok: true },
    ]);
    t.strictSame(said, ['[2/2] good: working']);
    t.strictSame(folders.map(existsSync), [false, false]);
  },
);

t.test('the table is aligned and says pass, fail or skipped', async (t) => {
  const rows = [
    judged({
      name: 'content',
      measured: 1234.5,
      unit: 'MB/s',
      ratio: 0.951,
      budget: AT_LEAST,
      note: 'nginx',
    }),
    judged({ name: 'start', measured: 2.61, unit: 's', budget: AT_MOST }),
    skipped('other', 's', 'not installed', AT_MOST),
  ];
  t.equal(
    benchTable(rows),
    [
      'what       measured  ratio     budget  result   note',
      '-------  ----------  -----  ---------  -------  ----------------------',
      'content  1,235 MB/s   0.95    >= 0.70  pass     nginx',
      'start        2.61 s         <= 2.50 s  FAIL',
      'other             -         <= 2.50 s  skipped  skipped: not installed',
      '',
    ].join('\n'),
  );
  t.match(JSON.parse(benchJson(rows)), [{ ok: true }, { ok: false }, { name: 'other', measured: null }]);
});
