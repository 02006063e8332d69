import t from 'tap';
import { benchCases } from '../../../scripts/bench/all-cases.ts';

const names = benchCases('export.cab').map(({ name }) => name);

t.test('every row has a name of its own', async (t) => {
  t.equal(new Set(names).size, names.length);
});

t.test('the rows are those the budgets name, and those that show where time goes', async (t) => {
  t.strictSame(names, [
    'start, empty state',
    'start, second time',
    'SyncUpdates, first page',
    'SyncUpdates, re-scan',
    'SyncUpdates with journal',
    'tenant of the demo seed, made',
    'tenant of the demo seed, memory',
    'snapshot and restore of the demo seed',
    'waiting for the journal, woken',
    'requests a second, 1 connection',
    'requests a second, 8 connections',
    'requests a second, 64 connections',
    'xpress, first page',
    'driver pass, 5,000 drivers and 75 devices',
    'first page at 1,000',
    'first page at 10,000',
    'first page at 100,000',
    'first page, 100000 against 1000',
    'resident at 100000 revisions',
    'whole scan at 1,000',
    'whole scan at 10,000',
    'whole scan at 100,000',
    'catalogue change at 100,000 revisions, until it shows',
    'catalogue change at 100,000 revisions, longest wait',
    'synchronisation of 25,000 revisions',
    'synchronisation of 25,000 revisions, nothing new',
    'synchronisation of 100,000 revisions, memory',
    'import of a real export',
    'content, whole file',
    'content, 1 MiB ranges',
    'device: scan of the demo seed, the first of a process',
    'device: 1,000 devices scan the demo seed',
    'device: 1,000 devices, memory',
    'device: rules of a real export judged',
  ]);
});
