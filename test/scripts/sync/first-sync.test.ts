import path from 'node:path';
import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';
import { eventsOf, twoDoubles } from './two-doubles.ts';

t.test('a folder that was never told of an upstream server says so, and is not made', async (t) => {
  const state = path.join(t.testdir({}), 'none');
  t.match(await mockWu('sync', '--state', state), {
    code: 1,
    stdout: '',
    stderr: /no upstream server was ever named[\s\S]*mock-wu sync --upstream URL/,
  });
  t.match(await mockWu('sync', 'status', '--state', state), { code: 1, stderr: /has no catalogue yet/ });
});

t.test('the first synchronisation makes the folder and brings what the upstream server has', async (t) => {
  const { above, state, sync, from } = await twoDoubles(t);
  const { code, stdout, stderr } = await sync(...from);
  t.equal(code, 0, stderr);
  t.equal(stdout, '');
  t.same(stderr.split('\n').slice(0, -2), [
    'authorization',
    'configuration',
    'categories',
    'updates',
    'content',
    'roll-up',
  ]);
  const titles = async (folder: string): Promise<readonly string[]> => {
    const { updates } = JSON.parse((await mockWu('update', 'list', '--json', '--state', folder)).stdout);
    return updates.map(({ title }: { title: string }) => title).sort();
  };
  t.same(await titles(state), await titles(above));
  t.match(stderr, /^run 1 succeeded: 48 new, 0 revised, /m);
});

t.test(
  'what was said is remembered: sync alone repeats it, and only what is said anew changes',
  async (t) => {
    const { upstream, sync, from } = await twoDoubles(t);
    await sync(...from, '--name', 'branch.test', '--languages', 'en,de', '--content', 'none', '--no-roll-up');
    t.match(await sync(), { code: 0, stderr: /^run 2 succeeded: 0 new, 0 revised, /m });
    await sync('--all-languages', '--roll-up', '--per-day', '4', '--first-at', '01:30');
    const { subscription } = JSON.parse((await sync('status', '--json')).stdout);
    t.match(subscription, {
      url: upstream.urls.https,
      name: 'branch.test',
      content: 'none',
      rollUp: true,
      trust: { ca: upstream.ca.pem, revocation: 'hard' },
      schedule: { perDay: 4, firstMinute: 90 },
    });
    t.equal(subscription.languages, undefined);
    await sync('--by-hand', '--no-ca');
    const after = JSON.parse((await sync('status', '--json')).stdout).subscription;
    t.match(after, { schedule: undefined, trust: { ca: undefined } });
  },
);

t.test('another upstream server begins with the defaults', async (t) => {
  const { upstream, sync, from } = await twoDoubles(t);
  await sync(...from, '--name', 'branch.test', '--content', 'none');
  t.equal((await sync('--upstream', upstream.urls.http)).code, 0);
  const { subscription } = JSON.parse((await sync('status', '--json')).stdout);
  t.match(subscription, { url: upstream.urls.http, content: 'approved', trust: { ca: undefined } });
  t.not(subscription.name, 'branch.test');
});

t.test('with --json each event is a line, and the last one has the report', async (t) => {
  const { sync, from } = await twoDoubles(t);
  const result = await sync(...from, '--content', 'all', '--json');
  t.equal(result.code, 0);
  const events = eventsOf(result);
  t.same(
    events.filter(({ event }) => event === 'stage').map(({ stage }) => stage),
    ['authorization', 'configuration', 'categories', 'updates', 'content', 'roll-up'],
  );
  const content = events.filter(({ event, stage }) => event === 'progress' && stage === 'content');
  const { done, total, bytes, totalBytes } = content.at(-1) as Record<string, number>;
  t.ok(total && done === total && bytes === totalBytes, 'the last progress of a stage is its end');
  t.match(events.at(-1), {
    event: 'done',
    runId: 1,
    result: 'succeeded',
    report: { fresh: 48, files: total, contentBytes: totalBytes, problems: [] },
  });
  t.equal(events.filter(({ event }) => event === 'done').length, 1);
});
