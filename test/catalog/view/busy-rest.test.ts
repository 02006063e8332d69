import t from 'tap';
import { createBusyRest, isBusy } from '../../../catalog/view/busy-rest.ts';

const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });

t.test('after a wait in vain the next ones fail at once, for a while', (t) => {
  const rest = createBusyRest();
  rest.setLength(60_000);
  rest.check();
  rest.note(busy);
  t.throws(() => rest.check(), busy);
  t.throws(() => rest.check(), busy, 'as often as one asks');
  t.end();
});

t.test('nobody rests who never set how long, or for another error', (t) => {
  const rest = createBusyRest();
  rest.note(busy);
  t.doesNotThrow(() => rest.check());
  rest.setLength(60_000);
  rest.note(new Error('disk full'));
  t.doesNotThrow(() => rest.check());
  t.equal(isBusy(Object.assign(new Error(), { code: 'SQLITE_BUSY_SNAPSHOT' })), true);
  t.equal(isBusy({ code: 'SQLITE_BUSY' }), false);
  t.end();
});
