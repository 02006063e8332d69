import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { startLoadClient } from '../../../scripts/bench/load-client.ts';
import { type LoadPlan, requestBytes } from '../../../scripts/bench/load-plan.ts';
import { runLoad } from '../../../scripts/bench/run-load.ts';
import { hasTool, run } from '../../helpers/tools.ts';

async function listen(t: Test, server: http.Server | https.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return (server.address() as AddressInfo).port;
}

const answer: http.RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => response.end(Buffer.concat([Buffer.from(request.url ?? ''), ...chunks])));
};

const plan = (port: number, paths: readonly string[]): LoadPlan => ({
  host: '127.0.0.1',
  port,
  connections: 3,
  requests: paths.map((path) => requestBytes({ method: 'POST', path, host: 'x', body: 'ten bytes!' })),
  seconds: 0.05,
  status: 200,
});

t.test('a client in its own process reports what the server counted', async (t) => {
  let served = 0;
  const connections = new Set<unknown>();
  const server = http.createServer((request, response) => {
    served++;
    connections.add(request.socket);
    answer(request, response);
  });
  const port = await listen(t, server);
  const client = startLoadClient();
  t.teardown(() => client.close());
  const result = await client.run(plan(port, ['/a']));
  t.equal(result.responses, served);
  t.equal(result.bytes, served * 12);
  t.equal(connections.size, 3, 'connections are kept');
  t.ok(result.medianMilliseconds > 0 && result.p99Milliseconds >= result.medianMilliseconds);
  t.ok(result.seconds >= 0.05);
  const again = await client.run(plan(port, ['/a', '/bc']));
  t.equal(again.responses + result.responses, served, 'and it can be used again');
});

t.test('requests are taken in turn', async (t) => {
  const seen = new Map<string, number>();
  const server = http.createServer((request, response) => {
    seen.set(request.url ?? '', (seen.get(request.url ?? '') ?? 0) + 1);
    answer(request, response);
  });
  await runLoad(plan(await listen(t, server), ['/a', '/b']));
  t.ok(Math.abs((seen.get('/a') ?? 0) - (seen.get('/b') ?? 0)) <= 1);
});

t.test('a refusal is an error, not a figure', async (t) => {
  const port = await listen(
    t,
    http.createServer((_, response) => response.writeHead(503, { 'content-length': 0 }).end()),
  );
  await t.rejects(runLoad(plan(port, ['/'])), {
    code: 'BENCH_STATUS',
    details: { status: 503, expected: 200 },
  });
  const client = startLoadClient();
  t.teardown(() => client.close());
  await t.rejects(client.run(plan(port, ['/'])), { code: 'BENCH_LOAD', message: /503/ });
});

t.test('a server that hangs up is an error', async (t) => {
  const port = await listen(
    t,
    http.createServer((request) => request.socket.destroy()),
  );
  await t.rejects(runLoad(plan(port, ['/'])));
});

t.test('load goes over verified TLS as well', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const folder = t.testdir();
  const names = ['-subj', '/CN=bench.test', '-addext', 'subjectAltName=DNS:bench.test'];
  const files = ['-keyout', `${folder}/key.pem`, '-out', `${folder}/cert.pem`];
  run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names, ...files]);
  const [key, cert] = [readFileSync(`${folder}/key.pem`, 'utf8'), readFileSync(`${folder}/cert.pem`, 'utf8')];
  const port = await listen(t, https.createServer({ key, cert }, answer));
  const result = await runLoad({ ...plan(port, ['/tls']), tls: { ca: cert, servername: 'bench.test' } });
  t.equal(result.bytes, result.responses * 14);
  t.ok(result.responses > 0);
  const wrongName = { ...plan(port, ['/tls']), tls: { ca: cert, servername: 'other.test' } };
  await t.rejects(runLoad(wrongName), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});
