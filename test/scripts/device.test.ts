import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { main } from '../../scripts/main.ts';
import { type CommandResult, mockWu } from '../helpers/command-line.ts';
import { startDouble } from '../helpers/device-double.ts';
import { issue } from '../helpers/tls-certificates.ts';
import { deadOrigin } from '../helpers/tls-server.ts';
import { eventsOf, watchedWu } from './sync/two-doubles.ts';

// What a title may have and a terminal must not get: a control sequence in one character, marks that turn text around.
const HOSTILE = 'Mock: Evil \\u009b31m\\u202e\\u2028\\x7f';
const update = (kb: number, title: string, more: string): string =>
  `  - { title: "${title}", kb: ${kb}, classification: Updates, products: Windows 11, ${more}, approvals: All Computers }\n`;
const SEED = `updates:
${update(9000001, 'Mock: KB9000001', 'files: [{ size: 6 KB }], reboot: always')}
${update(9000002, HOSTILE, 'files: [{ name: two.cab, size: 9 KB }]')}
`;
const { double, contentOf } = await startDouble(t, SEED);
const there = ['--server', double.urls.https, '--ca', double.ca.file];

/** `mock-wu device …` over one folder of the test. */
function deviceIn(t: Test) {
  const folder = t.testdir({});
  const state = path.join(folder, 'device');
  return {
    folder,
    state,
    device: (...argv: readonly string[]) => mockWu('device', ...argv, '--state', state),
  };
}

const doneOf = (result: CommandResult) => eventsOf(result).at(-1);

t.test(
  'a device is scanned, downloads, installs and restarts, command by command, and remembers what was said',
  async (t) => {
    const { state, device } = deviceIn(t);
    const scan = await device('scan', ...there, '--json');
    t.match(scan, { code: 0, stderr: '' });
    t.match(doneOf(scan), {
      event: 'done',
      outcome: '2 offered',
      facts: { needed: Number },
      offers: [{ offer: 'install' }, {}],
    });
    t.match(JSON.parse(readFileSync(path.join(state, 'setup.json'), 'utf8')), {
      server: double.urls.https,
      ca: double.ca.file,
    });

    const download = await device('download', '--json');
    t.match(doneOf(download), { outcome: '2 files here and verified', files: 2, failures: [] });
    const install = await device('install', '--json');
    t.match(doneOf(install), {
      outcome: '2 done',
      results: [{ result: 'installed', isRebootRequired: true }, { isRebootRequired: false }],
    });
    t.match(doneOf(await device('reboot', '--json')), { outcome: 'restarted', updates: 1 });
    const run = await device('run');
    t.match(run, { code: 0, stdout: '', stderr: /\nup to date\n$/ });
    t.match(doneOf(await device('run', '--if-due', '--json')), {
      outcome: /^not due before 20/,
      dueAt: String,
    });
    t.notOk(readdirSync(state).includes('lock'), 'nobody has it now');
  },
);

t.test('every line of JSON stands for itself, and the last one has the result', async (t) => {
  const { device } = deviceIn(t);
  const run = await device('run', ...there, '--reboot', '--json');
  const kinds = eventsOf(run).map(({ event }) => event);
  t.equal(kinds.at(-1), 'done');
  for (const kind of [
    'phase',
    'check',
    'call',
    'page',
    'offer',
    'scanned',
    'download',
    'bytes',
    'downloaded',
    'installing',
    'installed',
    'rebooted',
    'reported',
  ])
    t.ok(kinds.includes(kind), kind);
  const sum = (kind: string, of: string): number =>
    eventsOf(run)
      .filter(({ event }) => event === kind)
      .reduce((total, event) => total + Number(event[of]), 0);
  t.equal(sum('bytes', 'count'), sum('download', 'size'), 'every byte is told once');
});

t.test('the trace has lines like WindowsUpdate.log, one after the other', async (t) => {
  const { folder, device } = deviceIn(t);
  const log = path.join(folder, 'trace.log');
  await device('run', ...there, '--log', log);
  const length = readFileSync(log, 'utf8').length;
  await device('scan', '--log', log);
  const text = readFileSync(log, 'utf8');
  t.ok(text.length > length, 'it is appended to');
  const lines = text.trimEnd().split('\n');
  t.same(
    lines.filter((line) => !/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{7} \d+ {2}\d+ {2}[A-Z]\w+ +\S/.test(line)),
    [],
  );
  for (const component of ['Agent', 'ProtocolTalker', 'DownloadManager', 'Handler', 'Reporter'])
    t.ok(
      lines.some((line) => line.includes(` ${component} `)),
      component,
    );
});

t.test('nothing of a hostile title reaches a terminal or the trace as it is', async (t) => {
  const { folder, device } = deviceIn(t);
  const log = path.join(folder, 'trace.log');
  const { stderr } = await device('run', ...there, '--log', log);
  const trace = readFileSync(log, 'utf8');
  for (const text of [stderr, trace]) {
    t.match(text, /Mock: Evil +31m/);
    t.notMatch(text, /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
  }
});

t.test('JSON has it escaped, and whoever reads it finds it as it was', async (t) => {
  const { device } = deviceIn(t);
  const result = await device('scan', ...there, '--json');
  t.notMatch(result.stdout, /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
  const titles = eventsOf(result).map(({ title }) => title);
  t.ok(titles.includes('Mock: Evil \u009b31m\u202e\u2028\u007f'));
});

t.test('a server that is refused is told with the check and the code', async (t) => {
  const { folder, state, device } = deviceIn(t);
  const file = path.join(folder, 'other.pem');
  writeFileSync(file, issue({ name: 'Other', names: ['localhost'] }).pem);
  t.match(await device('scan', '--server', double.urls.https, '--ca', file), {
    code: 1,
    stderr:
      /failed +scan: 0x80072F8F ERROR_WINHTTP_SECURE_FAILURE, 0x80072F0D .*: chain: [\s\S]*\nmock-wu: failed with 0x80072F8F/,
  });
  t.match(await device('scan', ...there, '--pin', file), {
    code: 1,
    stderr: /0x80072F8F [^\n]*: pin: localhost: /,
  });
  t.match(await device('scan', ...there), { code: 1, stderr: /: pin: / }, 'the pin is remembered');
  const own = path.join(folder, 'own.pem');
  writeFileSync(own, double.pki.secureContextFor('localhost')?.cert ?? '');
  t.match(await device('scan', '--pin', own), { code: 0, stderr: /✓ pin +localhost is pinned/ });
  rmSync(state, { recursive: true });
  t.match(await device('scan', ...there, '--server', double.urls.http), {
    code: 0,
    stderr: /! over plain HTTP nobody proves who/,
  });
});

t.test('what failed ends with 1, in text as in JSON', async (t) => {
  const { device } = deviceIn(t);
  const nobody = await deadOrigin();
  const scan = await device('scan', '--server', nobody, '--ca', double.ca.file, '--json');
  t.match(scan, { code: 1, stderr: 'mock-wu: failed with 0x80240438 WU_E_PT_ENDPOINT_UNREACHABLE\n' });
  t.match(doneOf(scan), { event: 'done', outcome: 'failed', failure: { code: '0x80240438' } });
  const run = await device('run', ...there, '--exit-code', '1603', '--json');
  t.equal(run.code, 1);
  t.match(doneOf(run), {
    outcome: 'failed',
    results: [{ result: 'failed', failure: { name: 'WU_E_UH_INSTALLERFAILURE' } }, {}],
  });
});

t.test('a download that fails ends with 1, and a terminal is left in order', async (t) => {
  const { state } = deviceIn(t);
  const file = contentOf('two.cab');
  const bytes = readFileSync(file);
  t.teardown(() => writeFileSync(file, bytes));
  writeFileSync(file, Buffer.alloc(bytes.length));
  const argv = ['device', 'run', ...there, '--state', state];
  const { code, stderr } = await watchedWu(argv, { isTTY: true });
  t.equal(code, 1);
  t.match(stderr, /failed +two\.cab: 0x80246002 WU_E_DM_INCORRECTFILEHASH: sha1: /);
  t.match(stderr, /failed with 0x80246007 WU_E_DM_NOTDOWNLOADED\n$/);
});

t.test(
  'a download of which nothing came has a code of its own, and behind it the first reason',
  async (t) => {
    const { folder, device } = deviceIn(t);
    const file = path.join(folder, 'other.pem');
    writeFileSync(file, issue({ name: 'Other' }).pem);
    const result = await device('download', ...there, '--signing-ca', file, '--json');
    t.match(result, { code: 1, stderr: 'mock-wu: failed with 0x80240022 WU_E_ALL_UPDATES_FAILED\n' });
    t.match(doneOf(result), {
      outcome: 'failed',
      files: 0,
      failures: [{ failure: { name: 'CERT_E_UNTRUSTEDROOT' } }, {}],
      failure: { name: 'WU_E_ALL_UPDATES_FAILED', extended: { name: 'CERT_E_UNTRUSTEDROOT' } },
    });
  },
);

t.test('SIGINT ends a run with WU_E_CALL_CANCELLED', async (t) => {
  const { state } = deviceIn(t);
  const result = await watchedWu(['device', 'run', ...there, '--state', state, '--json'], {
    onWrite: ({ text, signals }) => {
      if (text.includes('"event":"download"')) signals.emit('SIGINT');
    },
  });
  t.equal(result.code, 1);
  t.match(doneOf(result), { event: 'done', outcome: 'failed', failure: { name: 'WU_E_CALL_CANCELLED' } });
});

t.test('what a person gets wrong is told with its repair', async (t) => {
  const { folder, device } = deviceIn(t);
  await device('scan', ...there);
  const missing = path.join(folder, 'missing');
  const [text, broken] = [path.join(folder, 'text'), path.join(folder, 'broken')];
  writeFileSync(text, 'base: windows-11-24h2\n');
  writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  const cases = [
    [
      ['--profile', 'windows-12'],
      /no device profile "windows-12"\n.*Ready are: windows-10-22h2, windows-11-24h2, /,
    ],
    [['--profile', 'windows-10-22h2'], /the device kept there is a "windows-11-24h2"[^\n]*\n.*--state/],
    [
      ['--ca', missing],
      /file of --ca \([^\n]*missing\) [^\n]*: ENOENT[^\n]*\n {2}Check its path and its permissions\./,
    ],
    [['--pin', missing], /file of --pin \([^\n]*missing\) [^\n]*: ENOENT[^\n]*\n {2}Check its path/],
    [['--trust', folder], /file of --trust \([^\n]*\) [^\n]*: EISDIR[^\n]*\n {2}Check its path/],
    [['--ca', text], /file of --ca \([^\n]*text\) [^\n]*: there is no certificate in it\n.*PEM/],
    [['--pin', text], /file of --pin \([^\n]*text\) [^\n]*: there is no certificate in it\n.*PEM/],
    [
      ['--signing-ca', broken],
      /file of --signing-ca \([^\n]*broken\) of the device cannot be used: [^\n]*\n.*PEM/,
    ],
    [
      ['--trusted-publisher', text],
      /file of --trusted-publisher \([^\n]*text\) [^\n]*: there is no certificate/,
    ],
    [['--policy', missing], /device policy .* cannot be read: ENOENT[^\n]*\n.*\.reg/],
    [['--log', path.join(missing, 'log')], /the trace .* cannot be written: ENOENT[^\n]*\n.*--log/],
    [['--defer-quality', '99'], /--defer-quality: 99 is not allowed here\n.*30/],
    [['--target-group', ';'], /--target-group: ";" is not allowed here\n.*without semicolons/],
  ] as const;
  for (const [argv, stderr] of cases)
    t.match(await device('scan', ...argv), { code: 1, stdout: '', stderr }, argv.join(' '));
  t.match(await device('scan'), { code: 0 }, 'none of it is remembered');
  for (const argv of [
    ['--category', 'x'],
    ['--name', 'a b'],
    ['--revocation', 'maybe'],
    ['--server', 'ftp://x'],
    ['--detection-hours', 'x'],
    ['--download-mode', 'fast'],
    ['--exit-code', '1'],
  ])
    t.match(await device('scan', ...argv), { code: 2, stdout: '' }, argv.join(' '));
});

t.test('without a root nobody knows whose files to take', async (t) => {
  const before = process.cwd();
  process.chdir(t.testdir({}));
  t.teardown(() => process.chdir(before));
  t.match(await mockWu('device', 'scan', '--server', double.urls.https), {
    code: 1,
    stderr: /nobody says whose signatures[^\n]*\n.*--ca/,
  });
});

t.test('a policy file decides, and the online service may stand where no WSUS does', async (t) => {
  const { folder, device } = deviceIn(t);
  const policy = path.join(folder, 'policy.reg');
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';
  writeFileSync(
    policy,
    `Windows Registry Editor Version 5.00\r\n\r\n[${key}\\AU]\r\n"AUOptions"=dword:00000002\r\n`,
  );
  const run = await device('run', ...there, '--policy', policy, '--json');
  t.match(doneOf(run), { outcome: 'left to the user', left: [{}, {}] });
  t.match(doneOf(await device('scan', '--online', '--json')), { outcome: '2 offered' });
});

t.test(
  'where policy starts nothing by itself nothing is due, and what somebody asks for is done',
  async (t) => {
    const { folder, device } = deviceIn(t);
    const policy = path.join(folder, 'policy.yaml');
    writeFileSync(policy, 'NoAutoUpdate: true\nDisableDualScan: true\n');
    const due = await device('scan', ...there, '--policy', policy, '--if-due', '--json');
    t.match(due, { code: 0, stderr: '' });
    t.match(doneOf(due), { outcome: 'not due: policy starts nothing by itself (NoAutoUpdate)' });
    t.notOk(eventsOf(due).some(({ event }) => event === 'call'));
    t.match(await device('scan'), {
      code: 0,
      stderr: /! policy: DisableDualScan is set, and has no effect on this device\n[\s\S]*\n2 offered\n$/,
    });
    t.match(doneOf(await device('run', '--json')), { outcome: 'left to the user', left: [{}, {}] });
  },
);

t.test('a fleet prints what came of it, as a table or as JSON', async (t) => {
  const few = ['device', 'fleet', '--ca', double.ca.file, '--count', '3', '--jitter', '0'];
  const server = ['--server', double.urls.https];
  const table = await mockWu(
    ...few,
    ...server,
    '--profile',
    'windows-11-24h2',
    '--profile',
    'windows-10-22h2',
  );
  t.match(table, {
    code: 0,
    stdout: /^3 devices in [\s\S]*\nSyncUpdates +\d+/,
    stderr: 'no device failed\n',
  });
  const json = await mockWu(...few, ...server, '--run', '--json');
  t.match(json, { code: 0, stderr: '' });
  t.match(JSON.parse(json.stdout), { devices: 3, failed: 0, offered: 6, installed: 6 });
  const failed = await mockWu(...few, '--server', await deadOrigin());
  t.match(failed, { code: 1, stderr: 'mock-wu: 3 of 3 devices failed\n' });
  t.match(failed.stdout, /\n +3 +0x80240438 WU_E_PT_ENDPOINT_UNREACHABLE +/);
});

t.test('SIGINT ends a fleet that has not begun', async (t) => {
  const signals = new EventEmitter();
  signals.once('newListener', () => setImmediate(() => signals.emit('SIGINT')));
  const kept: string[] = [];
  const stream = { write: (text: string) => kept.push(text) };
  const argv = ['device', 'fleet', ...there, '--count', '5', '--jitter', '3600'];
  t.equal(await main(argv, { stdout: stream, stderr: stream, signals, cwd: '/' }), 1);
  t.match(kept.join(''), /mock-wu: \d devices did not begin\n$/);
});

t.test('every command of device has --help, with what can be said of a device', async (t) => {
  const { stdout } = await mockWu('device', '--help');
  for (const word of ['scan', 'download', 'install', 'run', 'fleet', 'reboot']) {
    t.match(stdout, new RegExp(`^ {2}${word} `, 'm'));
    const help = await mockWu('device', word, '--help');
    t.match(help, { code: 0, stderr: '' });
    for (const option of ['--server <url>', '--ca <file>', '--policy <file>', '--profile <name>', '--json'])
      t.ok(help.stdout.includes(option), `${word} ${option}`);
    t.match(await mockWu('device', word, '--no-such-option'), { code: 2, stdout: '' });
  }
});
