import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Test } from 'tap';
import type { Catalog } from '../../catalog/catalog.ts';
import { type ContentStore, createContentStore } from '../../catalog/content-store.ts';
import type { SyncEvent } from '../../catalog/sync/sync-events.ts';
import { runSync, type SyncOutcome, type SyncPorts, type SyncRequest } from '../../catalog/sync/sync-job.ts';
import { defaultSyncOptions, type SyncOptions } from '../../catalog/sync/sync-options.ts';
import { createHttpTransport } from '../../catalog/sync/transport/create-http-transport.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { documentOf, idOf, type ShortUpdate } from './documents.ts';
import type { FakeRevision } from './fake-upstream.ts';
import { type Services, type ServicesOptions, startServices } from './services.ts';
import { type StandIn, type StandInAnswer, type StandInCall, startStandIn } from './soap-stand-in.ts';

/** A catalogue that synchronises, by hand and without waiting. */
export interface Downstream {
  readonly catalog: Catalog;
  readonly content: ContentStore;
  /** Pauses that were wanted so far, in milliseconds. */
  readonly pauses: number[];
  /** What the last run told. */
  readonly events: readonly SyncEvent[];
  /** Runs the job; without files and roll-up unless told otherwise. */
  run(
    url: string,
    options?: Partial<SyncOptions>,
    request?: Partial<SyncRequest>,
    ports?: Partial<SyncPorts>,
  ): Promise<SyncOutcome>;
}

/** The process every run of a test is in. */
export const PROCESS = 4711;

/** Lets `catalog` synchronise; `clock` is its own. */
export function downstreamOf(t: Test, catalog: Catalog, clock: Clock): Downstream {
  const transport = createHttpTransport({
    clock: systemClock,
    trust: { revocation: 'off' },
    connections: 32,
  });
  t.teardown(() => transport.close());
  const folder = mkdtempSync(path.join(tmpdir(), 'downstream-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const content = createContentStore(path.join(folder, 'Content'));
  const pauses: number[] = [];
  const events: SyncEvent[] = [];
  return {
    catalog,
    content,
    pauses,
    events,
    run: (url, options, request, ports) => {
      events.length = 0;
      return runSync(
        {
          catalog,
          content,
          transport,
          clock,
          randomness: createSeededRandomness('downstream'),
          pause: async (milliseconds, signal) => {
            pauses.push(milliseconds);
            signal?.throwIfAborted();
          },
          ticks: () => () => true,
          process: { id: PROCESS, isAlive: () => true },
          ...ports,
        },
        {
          options: {
            ...{ ...defaultSyncOptions, content: 'none', rollUp: false, url, name: 'dss.example' },
            ...options,
          },
          initiatedBy: 'manual',
          tell: (event) => events.push(event),
          ...request,
        },
      );
    },
  };
}

/** An upstream server, a downstream one, and what stands between them. */
export interface SyncPair {
  readonly up: Services;
  readonly down: Services & Downstream;
  /** In front of the upstream server: its calls, and what answers in its place. */
  readonly proxy: UpstreamProxy;
  /** Runs the job against the proxy. */
  sync(
    options?: Partial<SyncOptions>,
    request?: Partial<SyncRequest>,
    ports?: Partial<SyncPorts>,
  ): Promise<SyncOutcome>;
}

/** Starts two catalogues with their services and a proxy between; they end with the test. */
export async function syncPair(
  t: Test,
  options: ServicesOptions = {},
  below: ServicesOptions = {},
): Promise<SyncPair> {
  const up = await startServices(t, { catalogName: 'up', keyName: 'up', ...options });
  const services = await startServices(t, { catalogName: 'down', keyName: 'down', ...below });
  const proxy = await upstreamProxy(t, up.url);
  const downstream = downstreamOf(t, services.catalog, services.clock);
  return {
    up,
    down: { ...services, ...downstream },
    proxy,
    sync: (...args) => downstream.run(proxy.url, ...args),
  };
}

/** A proxy that can answer in place of the server behind it. */
export interface UpstreamProxy extends StandIn {
  /** The server behind it, which can become another one. */
  target: string;
  /** Says what is answered in place of the server; undefined lets it answer. */
  rule: (call: StandInCall) => StandInAnswer | undefined | Promise<StandInAnswer | undefined>;
}

/** Starts a proxy in front of the server at `url`; it ends with the test. */
export async function upstreamProxy(t: Test, url: string): Promise<UpstreamProxy> {
  const standIn = await startStandIn(t, async (call) => (await proxy.rule(call)) ?? pass(proxy.target, call));
  const proxy: UpstreamProxy = { ...standIn, target: url, rule: () => undefined };
  return proxy;
}

/** What the server at `target` answers to a call. */
export function pass(target: string, { path, headers, body }: StandInCall): Promise<StandInAnswer> {
  const { 'content-type': type, soapaction } = headers;
  return new Promise((resolve, reject) => {
    const sent = http.request(
      `${target}${path}`,
      {
        method: 'POST',
        agent: false,
        headers: { 'content-type': type, soapaction, 'content-length': body.length },
      },
      async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        const mine = incoming.headers['content-type'];
        resolve({
          raw: {
            status: incoming.statusCode ?? 0,
            ...(mine !== undefined && { type: mine }),
            body: Buffer.concat(chunks),
          },
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A classification. */
export function classification(id: number, title = `Classification ${id}`): ShortUpdate {
  const handler = { kind: 'Category', categoryType: 'UpdateClassification' } as const;
  return { id, type: 'Category', title, more: { handler } };
}

/** A product. */
export function product(id: number, title = `Product ${id}`, within: readonly number[] = []): ShortUpdate {
  return { id, type: 'Category', title, in: within };
}

/** The revision `update` describes, as a fake upstream server has it. */
export function revisionOf(update: ShortUpdate, more: Partial<FakeRevision> = {}): FakeRevision {
  const isConfig = update.type === 'Category' || update.type === 'Detectoid';
  return {
    updateId: idOf(update.id),
    revisionNumber: update.revision ?? 1,
    xml: documentOf(update),
    isConfig,
    ...more,
  };
}

/** The revisions of a catalogue in few words, `n.r` by `idOf`, in the order of their numbers. */
export function revisionsIn(catalog: Catalog): string {
  const names = catalog.database
    .prepare(
      "SELECT update_id || '.' || revision_number FROM revision JOIN update_identity USING (update_key) ORDER BY 1",
    )
    .pluck()
    .all() as string[];
  return names.map((name) => name.replace(/^0{8}-0{4}-4000-8000-0*/, '')).join(' ');
}

/** What a catalogue says, without what may differ between two that say the same: times, ids and changes. */
export function contentsOf({ database, groups, eulas, revisions, deployments }: Catalog) {
  const rows = (sql: string): unknown[] => database.prepare(sql).raw().all();
  return {
    documents: rows(
      `SELECT update_id, revision_number, declined, xml FROM revision JOIN update_identity USING (update_key)
       JOIN document USING (revision_id) ORDER BY 1, 2`,
    ),
    implicit: rows(
      `SELECT update_id, revision_number, group_id, action, is_assigned FROM deployment JOIN revision USING (revision_id)
       JOIN update_identity USING (update_key) WHERE is_implicit = 1 ORDER BY 1, 2, 3`,
    ),
    files: rows('SELECT hex(sha1), file_name, size, mu_url, hex(decryption_key) FROM file ORDER BY 1'),
    declined: revisions.declined(),
    groups: groups.all(),
    eulas: eulas.accepted(),
    approvals: deployments
      .changedBetween(-1, Number.MAX_SAFE_INTEGER)
      .made.map((one) => [
        ...[one.updateId, one.revisionNumber, one.groupId, one.action, one.isAssigned, one.deadline],
        ...[one.deploymentGuid, one.adminName ?? 'WUS Server', one.downloadPriority],
      ])
      .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
  };
}

/** The titles of what was refused in a run, by the numbers of `idOf`. */
export function refusedIn({ report }: SyncOutcome): readonly string[] {
  return report.problems.map((problem) => problem.replace(/^0{8}-0{4}-4000-8000-0*(?=\d+\.)/, ''));
}
