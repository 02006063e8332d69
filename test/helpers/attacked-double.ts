import type { Test } from 'tap';
import { createVirtualClock, type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/index.ts';
import { withKeys } from './prepared-keys.ts';
import { dumpTables } from './tables.ts';
import { type WuspClient, wuspClient } from './wusp-client.ts';

/** A double with the demo catalogue that is about to be attacked, and what tells whether it took harm. */
export interface AttackedDouble {
  readonly double: MockWindowsUpdate;
  /** A client of the listener with that scheme; closed with the test. */
  clientOf(scheme: 'http' | 'https'): WuspClient;
  /** Everything in the store, as text. */
  dump(): string;
  /** Fails when an answer tells of stacks, of this program's files or of where they lie. */
  discreet(t: Test, answer: string): void;
  /** Fails when the server does not answer as ever, or anything in the store has changed since the start. */
  unharmed(t: Test, client: WuspClient): Promise<void>;
}

/** Starts it on free ports; it ends with the test. */
export async function startAttacked(t: Test): Promise<AttackedDouble> {
  const state = t.testdir();
  const double = await startMockWindowsUpdate({
    state: withKeys(state),
    seeds: ['demo'],
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
    clock: createVirtualClock('2026-11-01T10:20:30Z'),
  });
  const clients = { http: wuspClient(double.urls.http), https: wuspClient(double.urls.https, double.ca.pem) };
  t.teardown(async () => {
    clients.http.close();
    clients.https.close();
    await double.close();
  });
  const dump = () => dumpTables(double.catalog.database);
  const untouched = dump();
  return {
    double,
    clientOf: (scheme) => clients[scheme],
    dump,
    discreet: (t, answer) => {
      t.notMatch(answer, /^\s+at |\bat .*\(.*:\d+|node_modules|node:internal|\.[tj]s:\d/m, 'no stack trace');
      for (const path of [state, process.cwd()]) t.notOk(answer.includes(path), 'no path');
    },
    unharmed: async (t, client) => {
      const { GetConfigResult } = await client.call('GetConfig', { protocolVersion: '2.90' });
      t.equal(GetConfigResult?.IsRegistrationRequired, true, 'GetConfig is answered');
      t.equal(dump(), untouched, 'the store is unchanged');
    },
  };
}
