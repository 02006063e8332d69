import t from 'tap';
import type { SyncEvent } from '../../../catalog/sync/sync-events.ts';
import { problemLines } from '../../../scripts/sync/outcome.ts';
import { ownHostName } from '../../../scripts/sync/own-host-name.ts';
import { createWatcher } from '../../../scripts/sync/watchers.ts';
import type { Terminal } from '../../../scripts/terminal.ts';

function terminalOf(isTTY: boolean): { terminal: Terminal; kept: { stdout: string; stderr: string } } {
  const kept = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof kept) => ({
    write: (text: string) => {
      kept[name] += text;
      return true;
    },
  });
  const terminal = {
    stdout: stream('stdout'),
    stderr: { ...stream('stderr'), isTTY },
    signals: { once: () => {} },
    cwd: '/',
  };
  return { terminal, kept };
}

const EVENTS: readonly SyncEvent[] = [
  { event: 'stage', stage: 'updates' },
  { event: 'progress', stage: 'updates', done: 1, total: 9 },
  { event: 'progress', stage: 'updates', done: 2, total: 9 },
  { event: 'progress', stage: 'updates', done: 3, total: 9 },
  { event: 'refused', update: 'a.1', reason: 'no\u001b[2J title' },
  { event: 'retry', reason: 'busy', milliseconds: 1500 },
  { event: 'warning', message: 'nobody answers' },
];

t.test('refusals, retries and warnings stand above the bars, without control characters', async (t) => {
  const { terminal, kept } = terminalOf(true);
  const watcher = createWatcher(terminal, false);
  for (const event of EVENTS) watcher.tell(event);
  watcher.stop(false);
  t.match(kept.stderr, 'refused a.1: no [2J title');
  t.match(kept.stderr, 'trying again in 2 s: busy');
  t.match(kept.stderr, 'warning: nobody answers');
  t.match(kept.stderr, /updates +\|=+-+\| 3\/9 revisions/, 'a stage that did not end is shown so');
});

t.test('without a terminal there is a line a stage, and what somebody should know', async (t) => {
  const { terminal, kept } = terminalOf(false);
  const watcher = createWatcher(terminal, false);
  for (const event of EVENTS) watcher.tell(event);
  watcher.stop(true);
  t.same(kept, { stdout: '', stderr: 'updates\ntrying again in 2 s: busy\nwarning: nobody answers\n' });
});

t.test('lines of JSON leave out progress that comes too often, but not its last', async (t) => {
  const { terminal, kept } = terminalOf(true);
  const watcher = createWatcher(terminal, true);
  for (const event of EVENTS.slice(0, 5)) watcher.tell(event);
  watcher.tell({ event: 'progress', stage: 'updates', done: 9, total: 9 });
  watcher.stop(true);
  const lines = kept.stdout.trimEnd().split('\n');
  t.same(
    lines.map((line) => JSON.parse(line).done ?? JSON.parse(line).event),
    ['stage', 1, 3, 'refused', 9],
  );
  t.equal(kept.stderr, '');
});

t.test('twenty problems are shown, and how many more there are', async (t) => {
  const problems = Array.from({ length: 25 }, (_, at) => `problem ${at}`);
  t.same(problemLines(problems.slice(0, 20)), problems.slice(0, 20));
  t.same(problemLines(problems), [...problems.slice(0, 20), 'and 5 more']);
  t.same(problemLines([...problems, 'and 100 more']).at(-1), 'and 105 more');
});

t.test('the name of any machine becomes one DNS takes', async (t) => {
  for (const [given, name] of [
    ['Branch-01.Example.TEST', 'branch-01.example.test'],
    ['my laptop_2', 'my-laptop-2'],
    ['-büro-.', 'b-ro'],
    ['10.0.0.1', 'mock-windows-update'],
    ['', 'mock-windows-update'],
    ['x'.repeat(70), 'x'.repeat(63)],
  ] as const)
    t.equal(ownHostName(given), name, given);
});
