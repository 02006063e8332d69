import fc from 'fast-check';
import t from 'tap';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { createSealer } from '../../../server/cookies/sealer.ts';

const key = Buffer.alloc(32, 7);
const sealer = createSealer(key, createSeededRandomness('sealer'));

t.test('what was sealed opens for its purpose and for no other', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (state) => {
      const cookie = sealer.seal('session', state);
      t.equal(sealer.open('session', cookie), state);
      for (const purpose of ['authorization', 'Session', 'session ', '']) {
        t.equal(sealer.open(purpose, cookie), undefined);
      }
    }),
    { endOnFailure: true },
  );
  t.end();
});

t.test('a cookie with any bit changed does not open', (t) => {
  const cookie = sealer.seal('session', 'state of this session');
  for (let at = 0; at < cookie.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const changed = Buffer.from(cookie);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
      if (sealer.open('session', changed) !== undefined) t.fail(`byte ${at}, bit ${bit}`);
    }
  }
  t.end();
});

t.test('a cookie cut short or made longer does not open', (t) => {
  const cookie = sealer.seal('session', 'state of this session');
  for (let length = 0; length < cookie.length; length++) {
    if (sealer.open('session', cookie.subarray(0, length)) !== undefined) t.fail(`cut at ${length}`);
    if (sealer.open('session', cookie.subarray(length + 1)) !== undefined) t.fail(`cut until ${length}`);
  }
  t.equal(sealer.open('session', Buffer.concat([cookie, Buffer.of(0)])), undefined);
  t.equal(sealer.open('session', Buffer.alloc(100_000, 1)), undefined);
  t.end();
});

t.test('a cookie of another key does not open, one of the same key in another process does', (t) => {
  const cookie = sealer.seal('session', 'state');
  const randomness = createSeededRandomness('elsewhere');
  t.equal(createSealer(Buffer.alloc(32, 8), randomness).open('session', cookie), undefined);
  t.equal(createSealer(Buffer.alloc(32, 7), randomness).open('session', cookie), 'state');
  t.end();
});

t.test('the same state is never sealed into the same bytes twice', (t) => {
  const seen = new Set(Array.from({ length: 1000 }, () => sealer.seal('session', 'state').toString('hex')));
  t.equal(seen.size, 1000);
  t.end();
});
