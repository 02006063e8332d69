import path from 'node:path';
import type { Test } from 'tap';
import type { Configuration } from '../../catalog/configuration/configuration-values.ts';
import { createContentStore } from '../../catalog/content-store.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import type { SubscriptionChanges } from '../../catalog/sync/subscription.ts';
import type { SyncOutcome } from '../../catalog/sync/sync-job.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { type MockWindowsUpdate, startMockWindowsUpdate } from '../../server/index.ts';
import { createSynchroniser, type Synchroniser } from '../../server/sync/synchroniser.ts';
import { contentFiles } from './content-files.ts';
import { withKeys } from './prepared-keys.ts';
import { type Services, startServices } from './services.ts';

/** Three servers in a row: the middle one decides for itself, the bottom one repeats what the middle one decides. */
export interface Tiers {
  readonly top: MockWindowsUpdate;
  readonly middle: MockWindowsUpdate;
  readonly bottom: MockWindowsUpdate;
  /** Synchronises the middle one with the top, then the bottom one with the middle. */
  sync(): Promise<{ readonly middle: SyncOutcome; readonly bottom: SyncOutcome }>;
}

/** What may differ from test to test. */
export interface TiersOptions {
  /** What the top is filled with; `demo` when left out. */
  readonly seeds?: readonly string[];
  readonly top?: Partial<Configuration>;
  /** Of the middle and the bottom one. */
  readonly below?: Partial<Configuration>;
  readonly content?: 'all' | 'approved' | 'none';
}

const ports = { httpPort: 0, httpsPort: 0, controlPort: 0 } as const;

/** Starts three doubles that know each other by TLS; they end with the test. */
export async function startTiers(t: Test, options: TiersOptions = {}): Promise<Tiers> {
  const { seeds = ['demo'], top: above, below, content = 'none' } = options;
  const start = async (
    name: string,
    configuration: Partial<Configuration> | undefined,
    sources: readonly string[] = [],
  ): Promise<MockWindowsUpdate> => {
    const state = withKeys(path.join(t.testdirName, name));
    const double = await startMockWindowsUpdate({
      state,
      seeds: sources,
      ...ports,
      ...(configuration && { configuration }),
    });
    t.teardown(() => double.close());
    return double;
  };
  t.testdir({});
  const top = await start('top', above, seeds);
  const middle = await start('middle', below);
  const bottom = await start('bottom', below);
  follow(middle, top, { content, name: 'middle.example' });
  follow(bottom, middle, { content, name: 'bottom.example', replica: true });
  return {
    top,
    middle,
    bottom,
    sync: async () => ({ middle: await middle.synchroniser.run(), bottom: await bottom.synchroniser.run() }),
  };
}

function follow(below: MockWindowsUpdate, above: MockWindowsUpdate, changes: SubscriptionChanges): void {
  below.synchroniser.subscribe({
    url: above.urls.https,
    trust: { ca: above.ca.pem, revocation: 'hard' },
    ...changes,
  });
}

/** How a run ended, with all that went wrong in it. */
export function endOf({ result, report, error }: SyncOutcome): string {
  return [result, ...report.problems, ...(error ? [error.message] : [])].join('; ');
}

/** Calls of an operation in a run. */
export function callsOf({ report }: SyncOutcome, operation: string): number {
  return report.calls[operation] ?? 0;
}

/** The UpdateID of the newest update with `text` in its title, as the catalogue has it. */
export function updateCalled({ catalog }: MockWindowsUpdate, text: string): string {
  const id = catalog.database
    .prepare<[string], string>(
      `SELECT u.update_id FROM revision r JOIN update_identity u USING (update_key)
       WHERE instr(r.title, ?) > 0 ORDER BY r.revision_id DESC LIMIT 1`,
    )
    .pluck()
    .get(text);
  if (id === undefined) throw new Error(`no update is called ${text}`);
  return id;
}

/** Brings in the next revision of an update: its document with another number and title. */
export function revise(double: MockWindowsUpdate, updateId: string): void {
  const { revisions } = double.catalog;
  const key = revisions.updateKeyOf(updateId) ?? 0;
  const xml = revisions.document(revisions.newestFirst(key)[0] ?? 0) ?? '';
  const next = xml
    .replace(/RevisionNumber="(\d+)"/, (_, number: string) => `RevisionNumber="${Number(number) + 1}"`)
    .replace(/<(\w+:)?Title>/, '$&Revised ');
  double.catalog.write(() => importDocuments(double.catalog, [{ xml: next, source: 'revised' }]));
}

/** The files a double holds, by name, each checked against the SHA-1 it is named by. */
export function verifiedFiles({ content }: MockWindowsUpdate): readonly string[] {
  const { whole, drafts, wrong } = contentFiles(content.folder);
  return [...whole, ...drafts, ...wrong];
}

/** A server of a row over plain HTTP, without keys: cheap, and its clock stands still. */
export interface PlainServer extends Services {
  readonly synchroniser: Synchroniser;
}

/** Starts a server below `above`, or one that follows nobody; it ends with the test. */
export async function startPlain(
  t: Test,
  name: string,
  above?: { readonly url: string },
  changes: SubscriptionChanges = {},
): Promise<PlainServer> {
  const services = await startServices(t, { catalogName: name, keyName: name });
  const { catalog, clock } = services;
  const randomness = createSeededRandomness(`${name} runs`);
  const content = createContentStore(path.join(t.testdirName, name));
  const synchroniser = createSynchroniser({ catalog, content, clock, randomness });
  if (above !== undefined) synchroniser.subscribe({ url: above.url, content: 'none', ...changes });
  return { ...services, synchroniser };
}
