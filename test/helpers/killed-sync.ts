import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import { createContentStore } from '../../catalog/content-store.ts';
import { ALL_COMPUTERS } from '../../catalog/store/groups.ts';
import type { SyncOutcome } from '../../catalog/sync/sync-job.ts';
import { createVirtualClock, parseMoment } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { openStateFolder, stateFolderAt } from '../../server/state-folder.ts';
import { createSynchroniser } from '../../server/sync/synchroniser.ts';
import { type CutPoint, type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { idOf } from './documents.ts';
import { startHelper } from './helper-process.ts';
import { type Content, decideUpstream, fillUpstream, PRODUCT } from './killed-catalogue.ts';
import { type Leftovers, leftBehind, rolledUpTo, whatIsBroken, whatIsHere } from './killed-state.ts';
import { START, startServices } from './services.ts';

/** Where a process kills itself: at its n-th statement that writes, or the n-th file that gets its name. */
export interface InnerPoint {
  readonly kind: 'statement' | 'rename';
  readonly number: number;
  readonly when: 'before' | 'after';
}

/** Where a run is killed. */
export type KillPoint = CutPoint | InnerPoint;

/** What the process of a run is told. */
export interface ChildOrders {
  readonly folder: string;
  readonly startedAt: string;
  readonly kill?: InnerPoint;
}

/** What it tells when nothing killed it. */
export interface ChildReport {
  readonly result: string;
  readonly problems: readonly string[];
  readonly statement: number;
  readonly rename: number;
}

/** What an undisturbed run did and left: kill points are drawn from it, and other runs are compared with it. */
export interface Undisturbed {
  readonly report: ChildReport;
  readonly requests: readonly string[];
  readonly bytes: number;
  readonly left: Leftovers;
}

/** A pair of servers as it was before the first run, as often as wanted. */
export interface KillScene {
  /** A run in a process of its own that nothing disturbs. */
  undisturbed(t: Test): Promise<Undisturbed>;
  /** Kills runs at `points`, one after the other, and ends with one that is not killed. */
  killed(t: Test, name: string, points: readonly KillPoint[]): Promise<Killed>;
}

/** What came of killed runs. */
export interface Killed {
  /** Runs that were killed; a later point may lie behind the end of the run. */
  readonly kills: number;
  /** What was wrong in the state folder after a kill. */
  readonly broken: readonly string[];
  /** The run that was not killed, and one more. */
  readonly final: SyncOutcome;
  readonly again: SyncOutcome;
  readonly left: Leftovers;
}

const COMPUTERS = 5;
/** Small messages, so that there are many of them. */
const SETTINGS = { maxUpdatesPerRequest: 10, maxRollupComputers: 2, maxRollupStatuses: 2 };

/** Makes both sides once; each trial works on copies. */
export function createKillScene(t: Test, isReplica: boolean): KillScene {
  const folder = t.testdir({});
  const upstreamFile = path.join(folder, 'upstream.db');
  let content: Content = new Map();
  withCatalog(upstreamFile, 'upstream', (catalog) => {
    content = fillUpstream(catalog);
    if (isReplica) decideUpstream(catalog);
  });
  const state = openStateFolder(path.join(folder, 'downstream'));
  withCatalog(state.catalogFile, 'downstream', (catalog) => {
    if (!isReplica) approveAll(catalog);
    addComputers(catalog);
  });
  const open = (t: Test, name: string) => openPair(t, { folder, name, content, isReplica });
  return {
    undisturbed: async (t) => {
      const pair = await open(t, 'undisturbed');
      const { report } = await pair.run();
      if (report === undefined) throw new Error('the undisturbed run did not end');
      return { report, requests: pair.proxy.requests, bytes: pair.proxy.bytes(), left: pair.left() };
    },
    killed: async (t, name, points) => {
      const pair = await open(t, name);
      const broken: string[] = [];
      let kills = 0;
      for (const point of points) {
        const { isKilled } = await pair.run(point);
        kills += Number(isKilled);
        broken.push(...whatIsBroken(pair.folder));
      }
      const [final, again] = await pair.runHere();
      return { kills, broken, final, again, left: pair.left() };
    },
  };
}

interface PairOptions {
  readonly folder: string;
  readonly name: string;
  readonly content: Content;
  readonly isReplica: boolean;
}

/** An upstream server with a proxy in front of it, and a state folder that follows it. */
interface Pair {
  readonly folder: string;
  readonly proxy: CuttingProxy;
  run(point?: KillPoint): Promise<{ readonly isKilled: boolean; readonly report?: ChildReport }>;
  /** Runs twice in this process. */
  runHere(): Promise<readonly [SyncOutcome, SyncOutcome]>;
  left(): Leftovers;
}

async function openPair(t: Test, { folder, name, content, isReplica }: PairOptions): Promise<Pair> {
  const own = path.join(folder, name.replace(/\W+/g, '-'));
  mkdirSync(own);
  const file = path.join(own, 'upstream.db');
  cpSync(path.join(folder, 'upstream.db'), file);
  const state = stateFolderAt(path.join(own, 'downstream'));
  cpSync(path.join(folder, 'downstream'), state.folder, { recursive: true });
  const upstream = await startServices(t, { file, settings: SETTINGS });
  const proxy = await startCuttingProxy(upstream.url, content);
  t.teardown(() => proxy.close());
  withSynchroniser(state.folder, ({ subscribe }) =>
    subscribe({ url: proxy.url, contentUrl: proxy.url, replica: isReplica, content: 'approved' }),
  );
  return {
    folder: state.folder,
    proxy,
    run: (point) => runChild(state.folder, proxy, point),
    runHere: () => {
      proxy.arm();
      return withSynchroniser(state.folder, async ({ run }) => [await run(), await run()] as const);
    },
    left: () => leftBehind(whatIsHere(state.folder, !isReplica), rolledUpTo(upstream.catalog.database)),
  };
}

async function runChild(
  folder: string,
  proxy: CuttingProxy,
  point?: KillPoint,
): Promise<{ readonly isKilled: boolean; readonly report?: ChildReport }> {
  const kill = point !== undefined && 'when' in point ? point : undefined;
  const orders: ChildOrders = { folder, startedAt: START, ...(kill && { kill }) };
  const child = startHelper('killed-sync-child', JSON.stringify(orders));
  if (point === undefined || 'when' in point) proxy.arm();
  else proxy.arm(point, () => child.kill('SIGKILL'));
  const output: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => output.push(piece));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...end) => resolve(end));
  });
  if (signal === 'SIGKILL') return { isKilled: true };
  if (code !== 0) throw new Error(`the process of the run ended with ${code ?? signal}`);
  return { isKilled: false, report: JSON.parse(Buffer.concat(output).toString()) as ChildReport };
}

function withCatalog(file: string, name: string, work: (catalog: Catalog) => void): void {
  const catalog = openCatalog({
    file,
    clock: createVirtualClock(START),
    randomness: createSeededRandomness(name),
  });
  work(catalog);
  catalog.close();
}

type Synchronising = ReturnType<typeof createSynchroniser>;

/** Opens the state folder as a command would, for as long as `work` takes. */
async function withSynchroniser<T>(
  folder: string,
  work: (synchroniser: Synchronising) => T | Promise<T>,
): Promise<T> {
  const state = openStateFolder(folder);
  const ports = { clock: createVirtualClock(START), randomness: createSeededRandomness('here') };
  const catalog = openCatalog({ file: state.catalogFile, ...ports });
  try {
    const content = createContentStore(state.contentFolder);
    return await work(createSynchroniser({ catalog, content, ...ports }));
  } finally {
    catalog.close();
  }
}

function approveAll({ rules }: Catalog): void {
  const groups = [ALL_COMPUTERS];
  rules.put('all', { classifications: [], categories: [PRODUCT], groups, action: 'Install' }, true);
}

/** Computers with something to tell of: the roll-up takes several messages. */
function addComputers(catalog: Catalog): void {
  const now = parseMoment(START);
  const addState = catalog.database.prepare('INSERT INTO computer_status VALUES (?, ?, ?, ?)');
  catalog.write(() => {
    for (let number = 1; number <= COMPUTERS; number++) {
      const id = `computer-${number}`;
      catalog.computers.introduce(id, `${id}.example`, '', now);
      catalog.computers.register(id, JSON.stringify({ DnsName: `${id}.example`, OSMajorVersion: 10 }), now);
      catalog.computers.noteContacts(new Map([[id, { at: now, isSync: true }]]));
      catalog.computers.noteStatus(id, now);
      for (let update = 910; update < 914; update++) addState.run(id, idOf(update), 'installed', now);
    }
  });
}
