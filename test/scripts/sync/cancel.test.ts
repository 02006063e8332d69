import t from 'tap';
import { eventsOf, twoDoubles, watchedWu } from './two-doubles.ts';

t.test('a signal cancels the run, further ones are harmless, and the next run brings the rest', async (t) => {
  const { state, sync, from } = await twoDoubles(t);
  const result = await watchedWu(['sync', ...from, '--json', '--state', state], {
    onWrite: ({ signals, text }) => {
      if (!text.includes('"stage":"updates"')) return;
      for (let times = 0; times < 3; times++) signals.emit('SIGINT');
      signals.emit('SIGTERM');
    },
  });
  t.match(result, { code: 1, stderr: /^mock-wu: the synchronisation was cancelled\n +Start it again/m });
  t.match(eventsOf(result).at(-1), { event: 'done', result: 'cancelled', report: { fresh: 20 } });
  t.match((await sync('history')).stdout, / cancelled +20 /);
  t.match(await sync(), { code: 0, stderr: /^run 2 succeeded: 28 new, /m });
});

t.test('a second synchronisation of the same folder waits for nobody', async (t) => {
  const { state, sync, from } = await twoDoubles(t);
  let second: ReturnType<typeof sync> | undefined;
  await watchedWu(['sync', ...from, '--state', state], {
    onWrite: () => {
      second ??= sync();
    },
  });
  t.match(await second, { code: 1, stderr: /is under way already[\s\S]*mock-wu sync cancel/ });
});

t.test('on a terminal each stage has a bar with counts, and text stands above', async (t) => {
  const { state, from } = await twoDoubles(t);
  const { code, stderr } = await watchedWu(['sync', ...from, '--content', 'all', '--state', state], {
    isTTY: true,
  });
  t.equal(code, 0);
  t.match(stderr, /categories +\|=+\| 20\/20 revisions, \d+\/s/);
  t.match(stderr, /updates +\|=+\| (\d+)\/\1 revisions, \d+\/s/);
  t.match(stderr, /content +\|=+\| (\d+)\/\1 files, (\d+\.\d)\/\2 MB, \d+\.\d MB\/s/);
  t.match(stderr, /roll-up +\|=+\| /);
  t.match(stderr, /run 1 succeeded: 48 new, /);
});
