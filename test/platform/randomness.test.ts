import t from 'tap';
import { createSeededRandomness, systemRandomness, uuidFromName } from '../../platform/randomness.ts';

t.test('seeded randomness repeats itself for the same seed, whatever the sizes asked', async (t) => {
  const whole = createSeededRandomness('a').bytes(100);
  const parts = createSeededRandomness('a');
  t.same(Buffer.concat([parts.bytes(1), parts.bytes(64), parts.bytes(35)]), whole);
  t.notSame(createSeededRandomness('b').bytes(100), whole);
});

t.test('a UUID carries its version and variant', async (t) => {
  t.match(systemRandomness.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  t.match(uuidFromName('x'), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  t.equal(uuidFromName('x'), uuidFromName('x'));
});
