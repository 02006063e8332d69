import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { authorityIds, openPki, type Pki } from '../../pki/index.ts';
import { keyMakerFor, systemKeyMaker } from '../../pki/key-maker.ts';
import { drawRsaKey } from '../../pki/rsa/drawn-key.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { createSeededRandomness, systemRandomness } from '../../platform/randomness.ts';
import { cookieKey, openStateFolder } from '../../server/state-folder.ts';
import { hasTool, run } from '../helpers/tools.ts';

/** A fresh state folder as a start fills it, the content of each of its files, and its keys. */
async function freshFolder(t: Test, seed: string): Promise<{ files: Record<string, string>; pki: Pki }> {
  const randomness = createSeededRandomness(seed);
  const state = openStateFolder(path.join(t.testdir({}), 'state'));
  cookieKey(state, randomness);
  const pki = await openPki({
    folder: state.pkiFolder,
    clock: createVirtualClock('2026-06-01T12:34:56.789Z'),
    randomness,
    publicHttpUrl: 'http://127.0.0.1:8530',
  });
  const names = readdirSync(state.folder, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const content = (one: (typeof names)[number]) =>
    readFileSync(path.join(one.parentPath, one.name), 'latin1');
  return { files: Object.fromEntries(names.map((one) => [one.name, content(one)])), pki };
}

t.test('the same seed and time make the same folder and the same answers, byte for byte', async (t) => {
  const [one, two] = await Promise.all([freshFolder(t, 'seed'), freshFolder(t, 'seed')]);
  t.same(one.files, two.files);
  t.ok(['cookie.key', 'issuance.json', 'root.pem', 'server.key.pem'].every((name) => name in one.files));
  const served = ({ pki }: { pki: Pki }) => [
    pki.defaultSecureContext(),
    pki.secureContextFor('fe2.update.microsoft.com'),
    ...authorityIds.map((id) => pki.crl(id)),
  ];
  t.same(served(one), served(two));
});

t.test('openssl finds nothing wrong with drawn keys', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  for (const bits of [1024, 2048]) {
    const key = drawRsaKey(createSeededRandomness(`judged ${bits}`), bits);
    const pem = key.export({ type: 'pkcs8', format: 'pem' });
    const checked = run('openssl', ['rsa', '-check', '-noout', '-text'], Buffer.from(pem));
    t.equal(checked.status, 0, checked.stderr.toString());
    t.match(checked.stdout.toString(), /RSA key ok/);
    t.match(checked.stdout.toString(), `(${bits} bit`);
  }
});

t.test('a key follows from secret and name, whichever is made first and however', async (t) => {
  const maker = (seed: string) => keyMakerFor(createSeededRandomness(seed), Buffer.from('secret'));
  const one = maker('one');
  const [a, b] = await Promise.all([one.make('a', 1024), one.make('b', 1024)]);
  const two = maker('two');
  t.ok(two.makeNow('b', 1024).equals(b));
  t.ok((await two.make('a', 1024)).equals(a));
  t.notOk(a.equals(b));
});

t.test('other threads of work have their turn between two keys', async (t) => {
  const maker = keyMakerFor(createSeededRandomness('turns'), Buffer.from('secret'));
  const order: string[] = [];
  const made = ['a', 'b'].map((name) => maker.make(name, 1024).then(() => order.push(name)));
  const turn = (): void => {
    order.push('turn');
    if (order.length < 10 && !order.includes('b')) setImmediate(turn);
  };
  setImmediate(turn);
  await Promise.all(made);
  t.ok(order.indexOf('b') - order.indexOf('a') > 1, order.join());
});

t.test('keys of folders with real chance come from the system', async (t) => {
  t.equal(keyMakerFor(systemRandomness, Buffer.from('secret')), systemKeyMaker);
});
