import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { inspectPki, openPki } from '../../pki/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { makePki } from '../helpers/pki.ts';
import { withPkiKeys } from '../helpers/prepared-keys.ts';

const { folder, options } = await makePki(t);
const other = withPkiKeys(path.join(folder, '../other'));
await openPki({ ...options, folder: other });
const now = systemClock.now();
const YEAR = 365.25 * 86_400_000;

/** The same folder at another place, to be damaged there. */
function copyFor(t: Test): { readonly folder: string; readonly at: (name: string) => string } {
  const copy = path.join(t.testdir({}), 'pki');
  cpSync(folder, copy, { recursive: true });
  return { folder: copy, at: (name) => path.join(copy, name) };
}

t.test('a folder as it was made has no problems, and stays as it is', async (t) => {
  const look = () =>
    readdirSync(folder).map((name) => {
      const { mtimeMs, mode } = statSync(path.join(folder, name));
      return [name, mtimeMs, mode, readFileSync(path.join(folder, name), 'utf8')];
    });
  const before = look();
  t.same(inspectPki(folder, now), {
    rootPem: readFileSync(path.join(folder, 'root.pem'), 'utf8'),
    problems: [],
  });
  t.same(look(), before);
});

t.test('a folder without certificates was never started on, and is not made', async (t) => {
  const empty = t.testdir({});
  t.same(inspectPki(empty, now), { rootPem: undefined, problems: [] });
  t.same(inspectPki(path.join(empty, 'none'), now), { rootPem: undefined, problems: [] });
  t.same(readdirSync(empty), []);
});

t.test('each kind of damage names its file', async (t) => {
  const damages = [
    ['missing', 'tls.key.pem', (file: string) => rmSync(file)],
    ['missing', 'code-a.pem', (file: string) => rmSync(file)],
    ['missing', 'root.pem', (file: string) => rmSync(file)],
    ['damaged', 'root.pem', (file: string) => writeFileSync(file, 'nothing')],
    ['damaged', 'tls.key.pem', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 500))],
    ['foreign', 'tls.pem', (file: string) => cpSync(path.join(folder, 'code.pem'), file)],
  ] as const;
  for (const [kind, name, damage] of damages) {
    const copy = copyFor(t);
    damage(copy.at(name));
    const { problems } = inspectPki(copy.folder, now);
    t.match(problems, [{ kind, file: copy.at(name) }], `${kind} ${name}`);
    t.equal(problems.length, 1);
  }
});

t.test('a certificate of another issuer is foreign although its key fits', async (t) => {
  const copy = copyFor(t);
  for (const name of ['tls.pem', 'tls.key.pem']) cpSync(path.join(other, name), copy.at(name));
  t.match(inspectPki(copy.folder, now).problems, [
    { kind: 'foreign', file: copy.at('tls.pem'), detail: /was not issued by root.pem/ },
  ]);
});

t.test('secrets others may read are named with their mode', async (t) => {
  if (process.platform === 'win32') {
    t.pass('skipped: this system has no file modes', { skip: 'this system has no file modes' });
    return;
  }
  const copy = copyFor(t);
  chmodSync(copy.at('server.key.pem'), 0o640);
  chmodSync(copy.at('root.pem'), 0o644);
  t.match(inspectPki(copy.folder, now).problems, [
    { kind: 'readable-by-others', file: copy.at('server.key.pem'), detail: 'has mode 0640' },
  ]);
});

t.test('what is not in force at that moment is named, and the root marked', async (t) => {
  const kinds = (moment: number) => {
    const { problems } = inspectPki(folder, moment);
    return Object.fromEntries(problems.map(({ file, kind }) => [path.basename(file, '.pem'), kind]));
  };
  t.same(kinds(now - 2 * YEAR).root, 'not-yet-valid');
  t.same(kinds(now + 5 * YEAR - 10 * 86_400_000), { 'publisher-a': 'ends-soon', 'publisher-b': 'ends-soon' });
  t.match(kinds(now + 12 * YEAR), { 'code-a': 'expired', 'publisher-a': 'expired', root: undefined });
  const late = inspectPki(folder, now + 40 * YEAR).problems;
  t.same(
    late.filter(({ isRoot }) => isRoot).map(({ file, kind }) => [path.basename(file), kind]),
    [['root.pem', 'expired']],
  );
});

t.test('no detail repeats what a damaged file holds', async (t) => {
  const copy = copyFor(t);
  writeFileSync(
    copy.at('root.key.pem'),
    `-----BEGIN PRIVATE KEY-----\nSECRETSECRET\n-----END PRIVATE KEY-----\n`,
  );
  t.notMatch(JSON.stringify(inspectPki(copy.folder, now).problems), 'SECRET');
});
