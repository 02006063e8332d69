import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { countedBytes, startContentServer } from '../../helpers/content-server.ts';
import { hasTool } from '../../helpers/tools.ts';

/** Runs curl to its end without blocking the server of this process; returns its status and what it printed. */
async function curl(args: readonly string[]): Promise<{ status: number | null; output: Buffer }> {
  const child = spawn('curl', ['--silent', '--show-error', '--noproxy', '*', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, output: Buffer.concat(chunks) };
}

/** The URL of `bytes` on an endpoint of this test, and a folder to download into. */
async function served(t: Test, bytes: Buffer): Promise<{ url: string; folder: string }> {
  const server = await startContentServer(t);
  const url = `http://127.0.0.1:${server.port}${server.add(bytes)}`;
  return { url, folder: path.dirname(server.store.folder) };
}

t.test('curl gets the ranges it asks for', async (t) => {
  if (!hasTool(t, 'curl')) return;
  const bytes = countedBytes(2_500_000);
  const { url } = await served(t, bytes);
  for (const [range, first, last] of [
    ['0-99', 0, 99],
    ['1048000-1049000', 1_048_000, 1_049_000],
    ['2400000-', 2_400_000, 2_499_999],
    ['-1000', 2_499_000, 2_499_999],
  ] as const)
    t.ok(
      (await curl(['--fail', '--range', range, url])).output.equals(bytes.subarray(first, last + 1)),
      range,
    );
});

t.test('curl resumes a download and ends with the whole file', async (t) => {
  if (!hasTool(t, 'curl')) return;
  const bytes = countedBytes(2_500_000);
  const { url, folder } = await served(t, bytes);
  const file = `${folder}/half`;
  writeFileSync(file, bytes.subarray(0, 1_234_567));
  t.equal((await curl(['--fail', '--continue-at', '-', '--output', file, url])).status, 0);
  t.ok(readFileSync(file).equals(bytes));
});

t.test('curl takes the ETag it saved for fresh', async (t) => {
  if (!hasTool(t, 'curl')) return;
  const { url, folder } = await served(t, countedBytes(1000));
  const tag = `${folder}/tag`;
  await curl(['--etag-save', tag, '--output', '/dev/null', url]);
  const second = await curl([
    '--etag-compare',
    tag,
    '--write-out',
    '%{http_code}',
    '--output',
    '/dev/null',
    url,
  ]);
  t.equal(second.output.toString(), '304');
});

t.test('curl reads the length from HEAD', async (t) => {
  if (!hasTool(t, 'curl')) return;
  const { url } = await served(t, countedBytes(4321));
  const { output } = await curl(['--head', url]);
  t.match(output.toString(), /content-length: 4321\r\n/i);
});
