import { LRUCache } from 'lru-cache';
import type { Catalog, CatalogView } from '../../catalog/catalog.ts';
import type { NeededRevisions } from '../../catalog/graph/needed.ts';
import type { Snapshot } from '../../catalog/graph/snapshot.ts';
import type { EffectiveDeployment } from '../../catalog/targeting/effective-deployment.ts';
import { createRecent, type Recent } from '../../platform/recent.ts';
import { encodeText, Written } from '../../protocol/soap/encode.ts';
import { type Deployment, UpdateInfo } from '../../protocol/wusp/sync-types.ts';
import { AUTO_FIELDS_SINCE, deploymentElement } from './deployment-element.ts';

/** Bytes of written UpdateInfo elements kept ready, and of whole pages of them. */
const KEPT_INFO_BYTES = 64 * 1024 * 1024;
const KEPT_PAGE_BYTES = 32 * 1024 * 1024;
/** Written deployments kept, some 400 bytes each. */
const KEPT_CHANGES = 20_000;
/** Pages remembered by their place, for each set of needed revisions. */
const KEPT_RUNS = 64;

/** Revisions that go into one reply. */
export interface Page {
  readonly nodes: readonly number[];
  /** Whether more are to come. */
  readonly truncated: boolean;
  /** Where in the needed revisions the page begins, when it leaves none of them out. */
  readonly runFrom: number | undefined;
}

/** A page and everything its text depends on. */
export interface WantedPage {
  readonly view: CatalogView;
  readonly needed: NeededRevisions;
  readonly page: Page;
  /** Ids of the client's groups in one text. */
  readonly groupsKey: string;
  readonly clientVersion: number;
}

/** Tells which deployment the client gets for a node. */
export type DeploymentOf = (node: number) => EffectiveDeployment;

/** Writes UpdateInfo elements, each once while it stays the same; and pages, since clients ask for the same ones. */
export interface UpdateInfoWriter {
  /** The NewUpdates element with the nodes of a page, Core fragments included. */
  added(wanted: WantedPage, deploymentOf: DeploymentOf): Written;
  /** The NewUpdates element with drivers: the hardware ids each was picked for are those of one client. */
  drivers(snapshot: Snapshot, picked: readonly PickedDriver[], clientVersion: number): Written;
  /** The UpdateInfo element for ChangedUpdates: deployment and IsLeaf only. */
  changed(
    snapshot: Snapshot,
    node: number,
    deployment: EffectiveDeployment,
    clientVersion: number,
    hardwareIds?: readonly string[],
  ): Written;
}

/** A driver on its way to a client. */
export interface PickedDriver {
  readonly node: number;
  readonly deployment: EffectiveDeployment;
  readonly hardwareIds: readonly string[];
}

interface Kept {
  /** By deployment id, which belongs to one revision and never changes; negative for old clients. */
  readonly infos: LRUCache<number, Buffer>;
  /** Deployments without their Core fragments, by the same. */
  readonly changes: LRUCache<number, Written>;
  /** By the deployment ids of the page. */
  readonly pages: LRUCache<string, Written>;
}

export function createUpdateInfoWriter(catalog: Catalog): UpdateInfoWriter {
  const bySnapshot = new WeakMap<Snapshot, Kept>();
  const keptOf = (snapshot: Snapshot): Kept => {
    const kept = bySnapshot.get(snapshot) ?? createKept();
    bySnapshot.set(snapshot, kept);
    return kept;
  };
  const coreOf = (revisionId: number): string =>
    catalog.revisions.fragments(revisionId, 'Core')[0]?.xml ?? '';
  const info = (
    snapshot: Snapshot,
    kept: Kept,
    node: number,
    deployment: EffectiveDeployment,
    key: number,
    clientVersion: number,
  ): Buffer => {
    const known = kept.infos.get(key);
    if (known !== undefined) return known;
    const xml = Written.of(`<Xml>${coreOf(snapshot.revisionIds[node] ?? 0)}</Xml>`);
    const { bytes } = writeInfo(snapshot, node, deploymentElement(deployment, clientVersion), xml);
    kept.infos.set(key, bytes);
    return bytes;
  };
  const write = (
    { view: { snapshot }, page: { nodes }, clientVersion }: WantedPage,
    deploymentOf: DeploymentOf,
  ): readonly [pageKey: string, page: Written] => {
    const sign = clientVersion >= AUTO_FIELDS_SINCE ? 1 : -1;
    const kept = keptOf(snapshot);
    const deployments = nodes.map(deploymentOf);
    const keys = deployments.map(({ deploymentId }) => sign * deploymentId);
    const pageKey = keys.join();
    const known = kept.pages.get(pageKey);
    if (known !== undefined) return [pageKey, known];
    const infos = nodes.map((node, at) =>
      info(snapshot, kept, node, deployments[at] as EffectiveDeployment, keys[at] as number, clientVersion),
    );
    const page = new Written(Buffer.concat([OPENING, ...infos, CLOSING]));
    kept.pages.set(pageKey, page);
    return [pageKey, page];
  };
  // While a view lasts nothing changes, so a run of the same needed revisions is the same page. Its key is kept here,
  // and the page where its size counts.
  const byView = new WeakMap<CatalogView, WeakMap<NeededRevisions, Recent<string>>>();
  const runsOf = ({ view, needed }: WantedPage): Recent<string> => {
    const byNeeded = byView.get(view) ?? new WeakMap<NeededRevisions, Recent<string>>();
    byView.set(view, byNeeded);
    const runs = byNeeded.get(needed) ?? createRecent<string>(KEPT_RUNS);
    byNeeded.set(needed, runs);
    return runs;
  };
  return {
    added: (wanted, deploymentOf) => {
      const runs = wanted.page.runFrom === undefined ? undefined : runsOf(wanted);
      const runKey =
        runs &&
        `${wanted.page.runFrom} ${wanted.page.nodes.length} ${wanted.clientVersion} ${wanted.groupsKey}`;
      const pageKey = runKey === undefined ? undefined : runs?.get(runKey);
      const known = pageKey === undefined ? undefined : keptOf(wanted.view.snapshot).pages.get(pageKey);
      if (known !== undefined) return known;
      const [writtenKey, page] = write(wanted, deploymentOf);
      if (runKey !== undefined) runs?.set(runKey, writtenKey);
      return page;
    },
    drivers: (snapshot, picked, clientVersion) => {
      const infos = picked.map(({ node, deployment, hardwareIds }) => {
        const element = deploymentElement(deployment, clientVersion, hardwareIds);
        const xml = Written.of(`<Xml>${coreOf(snapshot.revisionIds[node] ?? 0)}</Xml>`);
        return writeInfo(snapshot, node, element, xml).bytes;
      });
      return new Written(Buffer.concat([OPENING, ...infos, CLOSING]));
    },
    changed: (snapshot, node, deployment, clientVersion, hardwareIds) => {
      const written = () =>
        writeInfo(snapshot, node, deploymentElement(deployment, clientVersion, hardwareIds));
      // Hardware ids are those of one client.
      if (hardwareIds !== undefined) return written();
      const { changes } = keptOf(snapshot);
      const key = (clientVersion >= AUTO_FIELDS_SINCE ? 1 : -1) * deployment.deploymentId;
      const known = changes.get(key);
      if (known !== undefined) return known;
      const info = written();
      changes.set(key, info);
      return info;
    },
  };
}

const OPENING = Buffer.from('<NewUpdates>');
const CLOSING = Buffer.from('</NewUpdates>');

function createKept(): Kept {
  return {
    changes: new LRUCache({ max: KEPT_CHANGES }),
    infos: new LRUCache({ maxSize: KEPT_INFO_BYTES, sizeCalculation: ({ length }) => length }),
    pages: new LRUCache({ maxSize: KEPT_PAGE_BYTES, sizeCalculation: ({ bytes }) => bytes.length }),
  };
}

function writeInfo(snapshot: Snapshot, node: number, deployment: Deployment, xml?: Written): Written {
  return Written.of(
    encodeText(
      UpdateInfo,
      'UpdateInfo',
      {
        ID: snapshot.revisionIds[node] ?? 0,
        Deployment: deployment,
        IsLeaf: snapshot.isLeaf[node] === 1,
        ...(xml !== undefined && { Xml: xml }),
      },
      'wcf',
    ),
  );
}
