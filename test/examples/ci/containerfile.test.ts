import path from 'node:path';
import t from 'tap';
import { projectRoot } from '../../helpers/project-root.ts';
import { checkCall, projectFile } from '../../helpers/shown-calls.ts';
import { hasTool, run } from '../../helpers/tools.ts';

interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** The instructions of the Containerfile: comments left out, continued lines put together. */
const instructions: readonly Instruction[] = projectFile('Containerfile')
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .flatMap((line) => {
    const [, name, value] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
const build = instructions.slice(starts[0], starts[1]);
const image = instructions.slice(starts[1]);

const all = (name: string, stage = image): readonly string[] =>
  stage.filter((one) => one.name === name).map(({ value }) => value);

/** The one instruction `name` of the image, which is in exec form: no shell takes it apart. */
function exec(name: string, prefix = ''): readonly string[] {
  const [value = '', ...others] = all(name);
  t.same(others, [], `one ${name}`);
  t.ok(value.startsWith(prefix), value);
  return JSON.parse(value.slice(prefix.length)) as readonly string[];
}

t.test('the image runs nothing as root, and its user is a number', async (t) => {
  const [user = '', ...others] = all('USER');
  t.same(others, []);
  t.match(user, /^[1-9]\d{3,}:[1-9]\d{3,}$/);
  t.same(all('RUN'), [], 'there is no shell to run anything in');
  t.ok(all('COPY').some((copy) => copy.includes(`--chown=${user}`) && copy.endsWith(' /state')));
  t.same(all('VOLUME'), ['["/state"]'], 'all else may be read-only');
});

t.test('entry point, command and health check need no shell, and exist', async (t) => {
  const entry = exec('ENTRYPOINT');
  t.same(entry, ['mock-wu']);
  const command = exec('CMD');
  const check = exec('HEALTHCHECK', '--interval=5s --timeout=5s --start-period=60s --retries=3 CMD ');
  t.same(check.slice(0, 1), entry);
  await checkCall(t, command);
  await checkCall(t, check.slice(1));
  t.same(command.slice(0, 3), ['serve', '--bind', '0.0.0.0']);
  t.notMatch(command.join(' '), 'control-bind', 'the control listener stays inside');
});

t.test('the command calls what the package calls, in the place it is copied to', async (t) => {
  const { bin } = JSON.parse(projectFile('package.json')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  const program = path.posix.join('/app', bin['mock-wu'] ?? '');
  t.ok(
    all('RUN', build).some((line) => line.includes(`import("${program}");`)),
    program,
  );
  t.ok(all('COPY').some((copy) => copy.endsWith(' /app/dist /app/dist')));
});

t.test('it is compiled for the Node and the Debian it runs on', async (t) => {
  const [builder = '', runner = ''] = instructions
    .filter(({ name }) => name === 'ARG')
    .map(({ value }) => value);
  const [, node, release] = /node:(\d+)-([a-z]+)-slim$/.exec(builder) ?? [];
  t.equal(release, 'trixie');
  t.match(runner, new RegExp(`/nodejs${node}-debian13:nonroot$`));
  const { engines } = JSON.parse(projectFile('package.json')) as {
    readonly engines: { readonly node: string };
  };
  t.ok(Number(node) >= Number(engines.node.replace('>=', '')));
});

t.test('the ports are those that serve listens on', async (t) => {
  const ports = new Set(all('EXPOSE').join(' ').split(/\s+/));
  t.same([...ports].sort(), ['443', '80', '8530', '8531', '8590']);
});

t.test('what is built from is sent, and neither state nor history', async (t) => {
  const lines = projectFile('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  t.equal(lines[0], '*', 'nothing, but for');
  const sent = lines.slice(1).map((line) => line.replace(/^!/, ''));
  const { include } = JSON.parse(projectFile('tsconfig.build.json')) as {
    readonly include: readonly string[];
  };
  const others = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'LICENSE',
    'tsconfig.json',
    'tsconfig.build.json',
    'tools',
  ];
  t.same([...sent].sort(), [...include, ...others].sort());
});

t.test('hadolint has nothing to say', async (t) => {
  if (!hasTool(t, 'hadolint')) return;
  const { status, stdout } = run('hadolint', [path.join(projectRoot, 'Containerfile')]);
  t.equal(status, 0, stdout.toString());
});
