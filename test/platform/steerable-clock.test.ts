import fc from 'fast-check';
import t from 'tap';
import { createVirtualClock } from '../../platform/clock.ts';
import { createSteerableClock } from '../../platform/steerable-clock.ts';

const START = 1_700_000_000_000;
const clocks = () => {
  const below = createVirtualClock(START);
  return { below, clock: createSteerableClock(below) };
};

t.test('it tells what the clock below tells until it is steered', async (t) => {
  const { below, clock } = clocks();
  below.advance(1234);
  t.equal(clock.now(), START + 1234);
  t.notOk(clock.isSteered());
  t.same(clock.state(), { mode: 'real', now: START + 1234, offset: 0, scale: 1 });
});

t.test('a frozen clock stands still until it is released', async (t) => {
  const { below, clock } = clocks();
  clock.freeze();
  below.advance(60_000);
  t.equal(clock.now(), START);
  t.same(clock.state(), { mode: 'frozen', now: START, offset: -60_000, scale: 0 });
  clock.release();
  t.equal(clock.now(), START + 60_000);
  t.notOk(clock.isSteered());
});

t.test('it can be frozen at a moment, and moved while it is frozen', async (t) => {
  const { below, clock } = clocks();
  clock.freeze(0);
  clock.advance(500);
  below.advance(9);
  t.equal(clock.now(), 500);
});

t.test('a step or a jump leaves the pace as it is', async (t) => {
  const { below, clock } = clocks();
  clock.advance(3_600_000);
  below.advance(10);
  t.equal(clock.now(), START + 3_600_010);
  t.same(clock.state().mode, 'steered');
  clock.set(42);
  below.advance(10);
  t.equal(clock.now(), 52);
});

t.test('a pace counts from the moment it is set', async (t) => {
  const { below, clock } = clocks();
  below.advance(100);
  clock.scale(60);
  below.advance(1_000);
  t.equal(clock.now(), START + 100 + 60_000);
  clock.scale(1);
  below.advance(1_000);
  t.equal(clock.now(), START + 100 + 61_000);
});

t.test('whatever is done to it, it shows whole milliseconds and never runs back by itself', async () => {
  const steer = fc.oneof(
    fc.record({ kind: fc.constant('scale'), by: fc.double({ min: 0, max: 1e4, noNaN: true }) }),
    fc.record({ kind: fc.constant('advance'), by: fc.integer({ min: 0, max: 1e9 }) }),
    fc.record({ kind: fc.constant('freeze'), by: fc.constant(0) }),
    fc.record({ kind: fc.constant('below'), by: fc.integer({ min: 0, max: 1e9 }) }),
  );
  fc.assert(
    fc.property(fc.array(steer, { maxLength: 30 }), (steps) => {
      const { below, clock } = clocks();
      let last = clock.now();
      for (const { kind, by } of steps) {
        if (kind === 'scale') clock.scale(by);
        else if (kind === 'advance') clock.advance(by);
        else if (kind === 'freeze') clock.freeze();
        else below.advance(by);
        const now = clock.now();
        if (!Number.isInteger(now) || now < last) return false;
        last = now;
      }
      return true;
    }),
  );
});
