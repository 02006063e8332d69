import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import { soap12 } from '../../protocol/soap/version.ts';
import { createApp } from '../../server/http-app.ts';
import { servedServices } from '../../server/services.ts';
import { soapRoutes } from '../../server/soap/soap-routes.ts';
import { type FuzzAnswer, type FuzzCase, judge, reproducer } from './fuzz-case.ts';
import { type FuzzPlan, sampleCases } from './fuzz-run.ts';
import { createFuzzWorld } from './fuzz-world.ts';
import { inWorld } from './in-world.ts';

/** Longest wait for one reply, so that a hang is a failure. */
const PATIENCE_MILLISECONDS = 20_000;

/** Asks the requests of `plan` one after another over HTTP and fails at the first answer that should not be. */
export async function askSampleOverSockets(t: Test, { kind, seed, cases }: FuzzPlan): Promise<void> {
  const fuzz = createFuzzWorld();
  const app = createApp();
  soapRoutes(app, {
    exchangeOf: inWorld(fuzz.world),
    services: servedServices,

    isOpen: () => true,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const agent = new http.Agent({ keepAlive: true });
  t.teardown(async () => {
    agent.destroy();
    await app.close();
    fuzz.close();
  });
  const { port } = app.server.address() as AddressInfo;
  for (const one of sampleCases(kind, fuzz, seed, cases)) {
    try {
      judge(one, await send(port, agent, one), true);
    } catch (error) {
      t.fail(`seed ${seed}: ${String(error)}\n${reproducer(one)}`);
      return;
    }
  }
  t.same(fuzz.harm(), [], 'and the server is as good as ever');
}

function send(port: number, agent: http.Agent, one: FuzzCase): Promise<FuzzAnswer> {
  const { version, action, coding, body, service } = one;
  const contentType = version === soap12 ? `${version.contentType}; action="${action}"` : version.contentType;
  const options = {
    ...{ method: 'POST', port, host: '127.0.0.1', path: service.contract.path, agent },
    headers: {
      'content-type': contentType,
      'content-length': body.length,
      ...(version !== soap12 && action !== undefined && { soapaction: action }),
      ...(coding !== 'identity' && { 'content-encoding': coding }),
    },
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  };
  return new Promise((resolve, reject) => {
    const sent = http.request(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
