import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { serverSync } from '../../protocol/wsusss/server-sync.ts';
import type { Refusal } from '../store/upstreams.ts';
import { isBusy } from '../view/busy-rest.ts';
import { syncConfiguration } from './configuration-stage.ts';
import { syncContent } from './content/sync-content.ts';
import { contentProblems } from './content-problems.ts';
import { syncDeployments } from './deployments/deployments-stage.ts';
import { readChoices } from './metadata/choices.ts';
import { syncMetadata } from './metadata/metadata-stage.ts';
import { filterFor, readSelection, type Selection, selectionOf } from './metadata/selection.ts';
import { rollUp } from './roll-up/roll-up.ts';
import type { SyncContext, UpstreamConfig } from './sync-context.ts';
import type { SyncPorts } from './sync-job.ts';
import type { SyncExtent } from './sync-options.ts';
import type { UpstreamCalls } from './upstream/call.ts';
import type { Patience } from './upstream/patience.ts';
import { createRollUpClient } from './upstream/roll-up-client.ts';

/** What the stages of one run work with. */
export interface StageContext extends SyncContext {
  readonly calls: UpstreamCalls;
  readonly patience: Patience;
  readonly extent: SyncExtent;
}

/** All stages of a run, one after the other ([MS-WSUSSS] §3.2.4). */
export async function runStages(ports: SyncPorts, context: StageContext): Promise<void> {
  const { catalog, options, extent, enter } = context;
  enter('authorization');
  const refusals = catalog.upstreams.refusals(options.url);
  const config = await syncConfiguration(context);
  if (extent === 'content') return bringContent(ports, context, config);
  await syncCategories(context, config);
  if (extent === 'categories') return;
  const before = catalog.replication.replicaOf();
  await takeRole(context, options.replica ? options.url : undefined);
  await syncUpdates(context, config, refusals);
  if (options.replica) await becomeReplica(context, config, before);
  else await approveArrived(context);
  await bringContent(ports, context, config);
  if (options.rollUp) await reportUpwards(ports, context);
}

/** What a replica is told it must not decide itself, from its first revision on. */
async function takeRole({ catalog, options, store }: StageContext, role: string | undefined): Promise<void> {
  const { replication, upstreams, arrivals } = catalog;
  if (replication.replicaOf() === role) return;
  await store(() => {
    replication.become(role);
    // What was decided here, or taken over from another server, is not what the anchor speaks of.
    upstreams.note(options.url, { deploymentAnchor: undefined });
    // Rules are for what comes to a server that decides itself.
    arrivals.clear();
  });
}

/** A server that hands on no decisions leaves one without any: the role is given back where it was new. */
async function becomeReplica(
  context: StageContext,
  config: UpstreamConfig,
  before: string | undefined,
): Promise<void> {
  try {
    await syncDeployments(context, config);
  } catch (error) {
    if (error instanceof SoapFault && before !== context.options.url) await takeRole(context, before);
    throw error;
  }
}

async function syncCategories(context: StageContext, config: UpstreamConfig): Promise<void> {
  const { categoryAnchor } = context.catalog.upstreams.state(context.options.url);
  await syncMetadata(context, config, {
    stage: 'categories',
    filter: {
      ...(categoryAnchor !== undefined && { Anchor: categoryAnchor }),
      GetConfig: true,
      Get63LanguageOnly: false,
    },
    again: [],
    moved: (anchor) => ({ categoryAnchor: anchor }),
  });
}

async function syncUpdates(
  context: StageContext,
  config: UpstreamConfig,
  again: readonly Refusal[],
): Promise<void> {
  const { catalog, options } = context;
  const state = catalog.upstreams.state(options.url);
  const selection: Selection = selectionOf(options, readChoices(catalog.database));
  await syncMetadata(context, config, {
    stage: 'updates',
    filter: filterFor(selection, readSelection(state.selection), state.revisionAnchor),
    again,
    moved: (anchor) => ({ revisionAnchor: anchor, selection: JSON.stringify(selection) }),
  });
}

/** Automatic approval rules run over what came, an interrupted run before included (server sync facts §3.1). */
async function approveArrived({ catalog, store, tally }: StageContext): Promise<void> {
  const { arrivals, rules } = catalog;
  const arrived = arrivals.all();
  if (arrived.length === 0) return;
  const approvals = await store(() => {
    const made = rules.approveArrived(arrived);
    arrivals.clear();
    return made;
  });
  tally.add({ approvals });
}

async function bringContent(ports: SyncPorts, context: StageContext, config: UpstreamConfig): Promise<void> {
  const { catalog, options, session, signal, tally, tell, enter } = context;
  if (options.content === 'none') return;
  enter('content');
  const report = await syncContent({
    catalog,
    store: ports.content,
    transport: ports.transport,
    source: {
      url: options.url,
      catalogOnly: config.CatalogOnlySync,
      ...(options.contentUrl !== undefined && { contentUrl: options.contentUrl }),
      getContentFromMu: options.contentFromMicrosoft,
    },
    policy: {
      files: options.content,
      expressFiles: options.expressFiles,
      ...(options.languages && { languages: options.languages }),
    },
    downloadFiles: async (digests) => {
      await session.call(serverSync.operations.DownloadFiles, { fileDigestList: digests });
    },
    pause: ports.pause,
    parallel: options.parallel,
    signal,
    onProgress: ({ files, totalFiles, bytes, totalBytes }) => {
      context.breathe();
      tell({ event: 'progress', stage: 'content', done: files, total: totalFiles, bytes, totalBytes });
    },
  });
  tally.add({ files: report.stored, contentBytes: report.bytes });
  for (const problem of contentProblems(report)) tally.problem(problem);
}

async function reportUpwards(ports: SyncPorts, context: StageContext): Promise<void> {
  const { catalog, options, calls, patience, signal, clock, store, tally, enter } = context;
  enter('roll-up');
  const { rollupReset } = catalog.upstreams.state(options.url);
  const result = await attempt(context, () =>
    rollUp({
      catalog,
      client: createRollUpClient(calls, patience),
      isReplica: options.replica,
      fullDomainName: options.name,
      lastSyncAt: clock.now(),
      version: catalog.configuration.current().serverVersion,
      state: rollupReset === undefined ? {} : { reset: rollupReset },
      pause: ports.pause,
      signal,
      randomness: ports.randomness,
      clock,
    }),
  );
  if (result === undefined || result.kind === 'refused') return;
  if (result.kind === 'busy') tally.problem('the roll-up: the upstream server stayed too busy for all of it');
  const { reset } = result;
  if (reset !== rollupReset) await store(() => catalog.upstreams.note(options.url, { rollupReset: reset }));
}

/** What the updates do not depend on is a problem of the run, and not its end. */
async function attempt<T>({ signal, tally }: StageContext, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof MockWuError) && !(error instanceof SoapFault) && !isBusy(error)) throw error;
    tally.problem(`the roll-up: ${messageOf(error)}`);
    return undefined;
  }
}
