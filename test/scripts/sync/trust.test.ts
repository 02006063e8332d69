import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { openPki } from '../../../pki/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import { systemRandomness } from '../../../platform/randomness.ts';
import { mockWu } from '../../helpers/command-line.ts';
import { withPkiKeys } from '../../helpers/prepared-keys.ts';
import { twoDoubles } from './two-doubles.ts';

const NOT_PINNED = '00'.repeat(32);

t.test('a server of another authority is refused, and the check is named', async (t) => {
  const { upstream, state, sync } = await twoDoubles(t);
  const other = await openPki({
    folder: withPkiKeys(path.join(path.dirname(state), 'other-pki')),
    clock: systemClock,
    randomness: systemRandomness,
    publicHttpUrl: 'http://localhost:8530',
  });
  const file = path.join(path.dirname(state), 'other.pem');
  writeFileSync(file, other.rootPem);
  t.match(await sync('--upstream', upstream.urls.https, '--ca', file), {
    code: 1,
    stderr: /run 1 failed[\s\S]*TLS connection to localhost is refused \(chain\)/,
  });
});

t.test('a pin is checked beside the roots, and can be taken back', async (t) => {
  const { upstream, sync, from } = await twoDoubles(t);
  const root = createHash('sha256').update(new X509Certificate(upstream.ca.pem).raw).digest('hex');
  t.match(await sync(...from, '--pin-issuer', root), { code: 0 });
  t.match(await sync('--pin-key', NOT_PINNED), { code: 1, stderr: /is refused \(pin\)/ });
  t.match(await sync(), { code: 1, stderr: /is refused \(pin\)/ }, 'it is remembered');
  t.match(await sync('--no-pin'), { code: 0 });
});

t.test('a file without certificates is refused before it is remembered', async (t) => {
  const { upstream, state, sync, from } = await twoDoubles(t);
  await sync(...from);
  const file = path.join(path.dirname(state), 'empty.pem');
  writeFileSync(file, 'nothing');
  t.match(await sync('--ca', file), {
    code: 1,
    stderr: /the CA given cannot be used: there is no certificate/,
  });
  t.match(await sync('--ca', `${file}.missing`), { code: 1, stderr: /the CA given cannot be used: ENOENT/ });
  const { subscription } = JSON.parse((await sync('status', '--json')).stdout);
  t.equal(subscription.trust.ca, upstream.ca.pem);
});

t.test('what no certificate, name, port or count can be is a wrong use', async (t) => {
  const state = path.join(t.testdir({}), 'none');
  for (const words of [
    ['--upstream', 'wsus.test'],
    ['--pin-key', 'AA'],
    ['--pin-key', NOT_PINNED, '--pin-issuer', NOT_PINNED],
    ['--name', '10.0.0.1'],
    ['--content', 'some'],
    ['--replica', '--products', 'x'],
    ['--replica', '--autonomous'],
    ['--products', 'x', '--all-products'],
    ['--per-day', '2', '--by-hand'],
    ['--first-at', '24:00'],
    ['histroy'],
    ['history', '--limit', '-1'],
    ['choices', '--kind', 'companies'],
  ])
    t.match(await mockWu('sync', ...words, '--state', state), { code: 2, stdout: '' }, words.join(' '));
});
