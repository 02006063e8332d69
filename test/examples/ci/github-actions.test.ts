import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { projectRoot } from '../../helpers/project-root.ts';
import { callsIn, checkCall, projectFile } from '../../helpers/shown-calls.ts';
import { hasTool, run } from '../../helpers/tools.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}

interface Job {
  readonly 'timeout-minutes': number;
  readonly steps: readonly Step[];
}

const file = path.join(projectRoot, 'examples/ci/github-actions.yml');
const { jobs, permissions } = parse(projectFile('examples/ci/github-actions.yml')) as {
  readonly jobs: { readonly linux: Job; readonly windows: Job };
  readonly permissions: unknown;
};
const both: readonly Job[] = [jobs.linux, jobs.windows];
const scripts = ({ steps }: Job): readonly string[] => steps.flatMap((step) => step.run ?? []);
/** Where the first step stands whose script holds `text`. */
const place = (text: string): number => jobs.windows.steps.findIndex((step) => step.run?.includes(text));

t.test('every command and option exists', async (t) => {
  const calls = both.flatMap(scripts).flatMap(callsIn);
  t.ok(calls.length >= 9, String(calls.length));
  for (const call of calls) await checkCall(t, call);
});

t.test(
  'the Windows job saves the policy before anything else, and says last that all of it was saved',
  async (t) => {
    const [first] = jobs.windows.steps;
    t.match(first?.run, 'reg export');
    t.ok((first?.run ?? '').trimEnd().endsWith('service.json"'));
    t.ok(place('trust --format ps1') > 0);
    t.match(
      jobs.windows.steps[place('reg delete')]?.run,
      /if \(-not \(Test-Path .*service\.json"\)\) \{ throw/,
    );
  },
);

t.test('whatever happened, what was changed is put back, and then looked at', async (t) => {
  const order = [place('Searcher'), place('-Undo'), place('reg import'), place('Get-FileHash')];
  t.same(
    order,
    [...order].sort((a, b) => a - b),
  );
  for (const index of order.slice(1)) t.equal(jobs.windows.steps[index]?.if, 'always()');
  const back = jobs.windows.steps[place('reg import')]?.run ?? '';
  t.ok(back.indexOf('reg delete') < back.indexOf('reg import'), 'what came since goes, too');
  const changed =
    scripts(jobs.windows)
      .join('\n')
      .match(/Set-Service -Name (\w+)/g) ?? [];
  t.same(new Set(changed), new Set(['Set-Service -Name wuauserv']));
});

t.test('the scan cannot reach the live service', async (t) => {
  t.match(jobs.windows.steps[place('Searcher')]?.run, /ServerSelection = 1$/m);
});

t.test(
  'the double is stopped and what it saw is kept, whatever happened; jobs end and may write nothing',
  async (t) => {
    for (const { steps, 'timeout-minutes': minutes } of both) {
      t.ok(minutes <= 30);
      t.equal(steps.find(({ name }) => name === 'Stop the double')?.if, 'always()');
      t.match(steps.at(-1), { uses: /^actions\/upload-artifact@/, if: 'always()' });
    }
    t.same(permissions, { contents: 'read' });
  },
);

t.test('bash takes the scripts of the Linux job, and shellcheck finds nothing', async (t) => {
  for (const script of scripts(jobs.linux)) {
    const { status, stderr } = run('bash', ['-n'], Buffer.from(script));
    t.equal(status, 0, stderr.toString());
  }
  if (!hasTool(t, 'shellcheck')) return;
  for (const script of scripts(jobs.linux)) {
    const { status, stdout } = run('shellcheck', ['--shell=bash', '-'], Buffer.from(script));
    t.equal(status, 0, stdout.toString());
  }
});

t.test('PowerShell parses the scripts of the Windows job', async (t) => {
  if (!hasTool(t, 'pwsh')) return;
  const command =
    '$e = $null; [void][System.Management.Automation.Language.Parser]::ParseInput([Console]::In.ReadToEnd(), [ref]$null, [ref]$e); $e.Count';
  for (const script of scripts(jobs.windows)) {
    const { stdout } = run('pwsh', ['-NoProfile', '-Command', command], Buffer.from(script));
    t.equal(stdout.toString().trim(), '0', script);
  }
});

t.test('actionlint has nothing to say', async (t) => {
  if (!hasTool(t, 'actionlint')) return;
  const { status, stdout } = run('actionlint', ['-no-color', file]);
  t.equal(status, 0, stdout.toString());
});
