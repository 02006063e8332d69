import path from 'node:path';
import t from 'tap';
import { createContentStore } from '../../../catalog/content-store.ts';
import { importSource } from '../../../catalog/import/import-source.ts';
import { createStatuses, type Statuses } from '../../../device/applicability/statuses.ts';
import type { CachedRevision } from '../../../device/datastore/cached-revision.ts';
import { loadProfile } from '../../../device/profile/read-profile.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { MOST_TRIPS } from '../../../device/scan/software-pass.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { readCore } from '../../../protocol/metadata/read-core.ts';
import { infoOf } from '../../helpers/cores.ts';
import { type ExportedRevision, realExport } from '../../helpers/real-export.ts';
import { openScanner } from '../../helpers/scanning-device.ts';
import { startServices } from '../../helpers/services.ts';
import { shared } from '../../helpers/shared.ts';

const profile = loadProfile('windows-11-24h2');
const { Deployment: deployment } = infoOf({ id: 1 });

/** The newest revision of each update, as nobody sent it. */
function newestOf(exported: readonly ExportedRevision[]): ReadonlyMap<string, CachedRevision> {
  const newest = new Map<string, CachedRevision>();
  for (const { xml } of exported) {
    const core = readCore(parseUpdateDocument(xml).fragments.core);
    if ((newest.get(core.updateId)?.core.revisionNumber ?? 0) < core.revisionNumber)
      newest.set(core.updateId, { core, deployment, revisionId: newest.size, isLeaf: true, xml: '' });
  }
  return newest;
}

t.test('a device finds of a real catalogue what its documents say of it', async (t) => {
  const cab = shared(t, 'data/WSUS.cab');
  const exported = realExport(t);
  if (cab === undefined || exported === undefined) return;
  const { catalog, url } = await startServices(t);
  importSource(catalog, cab, {
    content: createContentStore(path.join(t.testdir(), 'content')),
    signCabinet: (bytes) => bytes,
    signerId: 'none',
  });
  const one = openScanner(t, url, { profile });
  const { facts, softwareTrips, statuses } = await one.device.scan();
  t.ok(softwareTrips < MOST_TRIPS / 2, `${softwareTrips} pages of 30`);
  t.match(one.warnings(), [/^rules of \d+ revisions ask for b\.WmiQuery, which this device cannot tell$/]);

  const newest = newestOf(exported);
  const judged = createStatuses({ ofUpdate: (id) => newest.get(id) }, stateOf(profile));
  const all = [...newest.values()];
  const reached = all.filter((revision) => isReached(revision, newest, judged));
  t.equal(facts.revisions, reached.length, 'all whose prerequisites are there, and nothing else');
  t.equal(facts.installed, all.filter((revision) => judged.of(revision) === 'installed').length);
  t.ok(facts.installed > 200, `${facts.installed} are installed`);
  const kept = one.kept
    .datastore()
    .software.map(({ xml }) => /UpdateID="([^"]*)/.exec(xml)?.[1]?.toLowerCase());
  t.same(kept.sort(), reached.map(({ core }) => core.updateId).sort());
  t.same([...statuses.endless], []);

  const again = await one.device.scan();
  t.match({ ...again.facts, added: again.added }, { trips: 2, revisions: facts.revisions, added: 0 });
});

/** Whether a server sends it to a client that tells what is installed ([MS-WUSP] §3.1.5.7). */
function isReached(
  { core }: CachedRevision,
  newest: ReadonlyMap<string, CachedRevision>,
  judged: Statuses,
): boolean {
  return core.prerequisites.every(({ updateIds }) =>
    updateIds.some((id) => {
      const revision = newest.get(id);
      return revision !== undefined && judged.of(revision) === 'installed';
    }),
  );
}
