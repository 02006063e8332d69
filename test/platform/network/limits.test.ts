import { Agent } from 'node:http';
import { Socket } from 'node:net';
import t from 'tap';
import { send } from '../../../platform/network/exchange.ts';
import { createLives } from '../../../platform/network/life.ts';
import { createPace } from '../../../platform/network/pace.ts';

t.test('a measure ends with the bytes due in it, and waiting without them uses it up', async (t) => {
  const pace = createPace({ bytesPerSecond: 100, milliseconds: 20_000 });
  pace.add(15_000, 1_999);
  t.equal(pace.left(), 5_000);
  pace.add(4_000, 1);
  t.equal(pace.left(), 20_000, 'the next measure');
  pace.add(25_000, 0);
  t.equal(pace.left(), 0);
});

t.test('a burst does not pay for a trickle behind it', async (t) => {
  const pace = createPace({ bytesPerSecond: 100, milliseconds: 20_000 });
  pace.add(0, 1_000_000);
  pace.add(20_000, 1_999);
  t.equal(pace.left(), 0);
});

t.test('a connection that is never made is given up', async (t) => {
  const late = new Error('late');
  const socket = Object.assign(new Socket(), { connecting: true });
  const agent = Object.assign(new Agent(), { createConnection: () => socket });
  const life = createLives().begin();
  const never = { milliseconds: 60_000, reason: () => new Error('never') };
  const unused = () => new Error('another failure');
  const failures = { broken: unused, cut: unused, late: unused, unfit: unused, tooLarge: unused };
  const connecting = { milliseconds: 20, reason: () => late };
  const work = send({ agent, life, wait: never, connecting, failures }, { url: new URL('http://a.test/') });
  t.equal(await work.catch((thrown: unknown) => thrown), late);
  t.ok(socket.destroyed);
  life.dispose();
});
