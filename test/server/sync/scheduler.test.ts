import t, { type Test } from 'tap';
import type { SyncSchedule } from '../../../catalog/sync/schedule.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { MockWuError } from '../../../platform/errors/index.ts';
import { silentLogger } from '../../../platform/logger.ts';
import { createSyncScheduler } from '../../../server/sync/scheduler.ts';
import type { Synchroniser, SyncStart } from '../../../server/sync/synchroniser.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BEGIN = Date.parse('2026-11-01T10:20:30Z');

/** A scheduler over a synchroniser that notes its runs, as `what hh:mm`. */
function scene(t: Test, schedule: SyncSchedule | undefined, isSubscribed = true) {
  const clock = createVirtualClock(BEGIN);
  const runs: string[] = [];
  const warnings: string[] = [];
  let last: number | undefined;
  const hooks: { during?: ((start: SyncStart) => Promise<void> | void) | undefined } = {};
  const synchroniser = {
    subscription: () => (isSubscribed ? { ...(schedule && { schedule }) } : undefined),
    run: async (start: SyncStart) => {
      // As in the history: a run that is refused leaves nothing there.
      const begun = clock.now();
      await hooks.during?.(start);
      last = begun;
      runs.push(
        `${start.extent === 'content' ? 'files' : 'all'} ${new Date(begun).toISOString().slice(11, 16)}`,
      );
      return { result: 'succeeded', report: { fresh: 0, revised: 0, files: 0, problems: [] } };
    },
  } as unknown as Synchroniser;
  const logger = { ...silentLogger, warn: (text: string) => void warnings.push(text) };
  const scheduler = createSyncScheduler({ synchroniser, lastStart: () => last, clock, logger });
  t.teardown(() => scheduler.stop());
  return { clock, runs, warnings, scheduler, hooks };
}

const running = (): never => {
  throw new MockWuError('SYNC_RUNNING', { url: 'http://a.example', pid: 5 });
};

t.test('a run starts when it is time, once', async (t) => {
  const { clock, runs, scheduler } = scene(t, { perDay: 1, firstMinute: 11 * 60 });
  await scheduler.check();
  t.same(runs, [], 'not before');
  clock.set(Date.parse('2026-11-01T10:59:59.999Z'));
  await scheduler.check();
  t.same(runs, []);
  clock.set(Date.parse('2026-11-01T11:00:00Z'));
  await scheduler.check();
  await scheduler.check();
  t.same(runs, ['all 11:00']);
  clock.advance(24 * HOUR - 1);
  await scheduler.check();
  t.same(runs, ['all 11:00']);
  clock.advance(1);
  await scheduler.check();
  t.same(runs, ['all 11:00', 'all 11:00']);
});

t.test('it starts so many times a day', async (t) => {
  for (const perDay of [1, 4, 24]) {
    const { clock, runs, scheduler } = scene(t, { perDay, firstMinute: 90 });
    for (let minute = 0; minute < 3 * 24 * 60; minute++) {
      clock.advance(MINUTE);
      await scheduler.check();
    }
    t.equal(runs.length, 3 * perDay);
  }
});

t.test('starts that were missed are one run', async (t) => {
  const { clock, runs, scheduler } = scene(t, { perDay: 24, firstMinute: 0 });
  clock.advance(10 * HOUR);
  await scheduler.check();
  t.equal(runs.length, 1);
});

t.test('checks side by side start one run', async (t) => {
  const { clock, runs, scheduler } = scene(t, { perDay: 24, firstMinute: 0 });
  clock.advance(HOUR);
  await Promise.all([scheduler.check(), scheduler.check(), scheduler.check()]);
  t.equal(runs.length, 1);
});

t.test('by hand only, nothing starts; nor without an upstream server', async (t) => {
  for (const made of [scene(t, undefined), scene(t, { perDay: 24, firstMinute: 0 }, false)]) {
    made.clock.advance(72 * HOUR);
    await made.scheduler.check();
    t.same(made.runs, []);
  }
});

t.test('while another process synchronises it says so, and tries again at the next look', async (t) => {
  const { clock, runs, warnings, scheduler, hooks } = scene(t, { perDay: 24, firstMinute: 0 });
  clock.advance(HOUR);
  hooks.during = running;
  await scheduler.check();
  t.same(runs, []);
  t.equal(warnings.length, 1);
  t.match(warnings[0], /under way already/);
  hooks.during = undefined;
  await scheduler.check();
  t.equal(runs.length, 1);
});

t.test('files that are wanted are fetched at once, alone, and once', async (t) => {
  const { runs, scheduler } = scene(t, undefined);
  scheduler.fetchFiles();
  await scheduler.check();
  t.same(runs, ['files 10:20']);
  await scheduler.check();
  t.same(runs, ['files 10:20']);
});

t.test('files that are wanted while a run goes on are fetched after it', async (t) => {
  const { clock, runs, scheduler, hooks } = scene(t, { perDay: 24, firstMinute: 0 });
  clock.advance(HOUR);
  let isFirst = true;
  hooks.during = async () => {
    await Promise.resolve();
    if (isFirst) scheduler.fetchFiles();
    isFirst = false;
  };
  await scheduler.check();
  t.same(runs, ['all 11:20', 'files 11:20']);
});

t.test('files that are wanted while another process synchronises are fetched at a later look', async (t) => {
  const { runs, scheduler, hooks } = scene(t, undefined);
  hooks.during = running;
  scheduler.fetchFiles();
  await scheduler.check();
  t.same(runs, []);
  hooks.during = undefined;
  await scheduler.check();
  t.same(runs, ['files 10:20']);
});

t.test('files that are wanted put off no scheduled run', async (t) => {
  const { clock, runs, scheduler } = scene(t, { perDay: 1, firstMinute: 11 * 60 });
  scheduler.fetchFiles();
  await scheduler.check();
  clock.set(Date.parse('2026-11-01T11:00:00Z'));
  await scheduler.check();
  t.same(runs, ['files 10:20', 'all 11:00']);
});

t.test('stopped, it cancels what runs, waits for it, and starts nothing more', async (t) => {
  const { clock, runs, scheduler, hooks } = scene(t, { perDay: 24, firstMinute: 0 });
  clock.advance(HOUR);
  let seen: unknown;
  hooks.during = ({ signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener('abort', () => {
        seen = signal.reason;
        setImmediate(() => reject(signal.reason));
      });
    });
  const checked = scheduler.check();
  await scheduler.stop();
  t.match(seen, { code: 'SYNC_CANCELLED' });
  await checked;
  hooks.during = undefined;
  clock.advance(72 * HOUR);
  scheduler.fetchFiles();
  await scheduler.check();
  t.same(runs, []);
});

t.test('where the starts of a day are no whole milliseconds, each is one run too', async (t) => {
  const { clock, runs, scheduler, hooks } = scene(t, { perDay: 7, firstMinute: 0 });
  hooks.during = () => {
    if (runs.length > 20) throw new Error('it starts without end');
  };
  clock.set(Date.parse('2026-11-01T13:42:51.428Z'));
  await scheduler.check();
  await scheduler.check();
  t.equal(runs.length, 1);
});
