import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { HRESULTS } from '../../protocol/hresult/hresults.ts';
import { startMockWindowsUpdate } from '../../server/start.ts';
import { mockWu } from '../helpers/command-line.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { projectRoot } from '../helpers/project-root.ts';

const text = readFileSync(path.join(projectRoot, 'docs/device.md'), 'utf8');
const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);
/** What a command of the page ends with; all others end well. */
const FAILING: readonly RegExp[] = [/--trust proxy/, /run --state second/, /--signing-ca/];
/** What the page says of the output of one command. */
const SAID: readonly (readonly [command: RegExp, output: RegExp])[] = [
  [/run --state second/, /0x80246002 WU_E_DM_INCORRECTFILEHASH/],
  [/run --state second/, /0x80246007 WU_E_DM_NOTDOWNLOADED/],
  [/run --state second/, /^installed /m],
  [/computer list/, /^desktop-11\.mock\.test .* 0 /m],
  [/computer list/, /^second\.mock\.test .* 1 /m],
  [/computer list/, /^third\.mock\.test .* 3 /m],
  // The latest is the first.
  [/computer show/, /event 147[\s\S]*event 201[\s\S]*event 183[\s\S]*event 181/],
];

t.test('the story of the page happens as it is told', async (t) => {
  const folder = t.testdir();
  const before = process.cwd();
  process.chdir(folder);
  t.teardown(() => process.chdir(before));
  const ports = new Map<string, string>();
  const output: string[] = [];
  for (const command of commands) {
    if (command.startsWith('mock-wu serve')) {
      const isProxy = command.includes('--state proxy');
      const state = isProxy ? 'proxy' : '.mock-wu';
      ports.set(`https://localhost:${isProxy ? 9531 : 8531}`, await serve(t, state, isProxy ? [] : ['demo']));
      continue;
    }
    // Free ports in place of those of the page, and fewer devices.
    const free = command.replace(/https:\/\/localhost:\d+/g, (url) => ports.get(url) ?? url);
    const { code, printed } = await run(free.replace('--count 200', '--count 8 --jitter 0'));
    t.equal(code, FAILING.some((one) => one.test(command)) ? 1 : 0, `${command}\n${printed}`);
    for (const [of, expected] of SAID) if (of.test(command)) t.match(printed, expected);
    // Nothing that was broken before is in its way.
    if (command.includes('--signing-ca')) t.notMatch(printed, /0x80246002/);
    output.push(printed);
  }
  const all = output.join('\n');
  for (const expected of [
    /✓ pin/,
    /not due before/,
    /pin: localhost: .*which one of the pinned was wanted/,
    /restart required/,
    /1 update took effect/,
    /0x800B0109 CERT_E_UNTRUSTEDROOT: signer/,
    /desktop-11\.mock\.test/,
    /no device failed/,
  ])
    t.match(all, expected);
});

t.test('the codes of the page are codes of the device', async (t) => {
  const known = new Set(
    Object.values(HRESULTS).map((code) => code.toString(16).toUpperCase().padStart(8, '0')),
  );
  const named = [...text.matchAll(/0x([0-9A-F]{8})/g)].map(([, code = '']) => code);
  t.ok(named.length > 30);
  t.same([...new Set(named.filter((code) => !known.has(code)))], []);
});

async function serve(t: Test, state: string, seeds: readonly string[]): Promise<string> {
  const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 };
  const double = await startMockWindowsUpdate({ state: withKeys(state), seeds, ...ports });
  t.teardown(() => double.close());
  return double.urls.https;
}

/** A command of this project in this process, any other in a shell. */
async function run(command: string): Promise<{ readonly code: number; readonly printed: string }> {
  if (!command.startsWith('mock-wu ')) {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    return { code: status ?? 1, printed: `${stdout}${stderr}` };
  }
  const { code, stdout, stderr } = await mockWu(...command.split(' ').slice(1));
  return { code, printed: `${stdout}${stderr}` };
}
