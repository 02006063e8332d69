import { LRUCache } from 'lru-cache';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Snapshot } from '../../catalog/graph/snapshot.ts';
import type { EffectiveDeployment } from '../../catalog/targeting.ts';
import { dateOf } from '../../protocol/soap/date-time.ts';
import { encodeText, Written } from '../../protocol/soap/encode.ts';
import { UpdateInfo } from '../../protocol/wusp/sync-types.ts';
import { versionOf } from './protocol-version.ts';

/** Bytes of written UpdateInfo elements kept ready, and of whole pages of them. */
const KEPT_INFO_BYTES = 64 * 1024 * 1024;
const KEPT_PAGE_BYTES = 32 * 1024 * 1024;

/** Tells which deployment the client gets for a node. */
export type DeploymentOf = (node: number) => EffectiveDeployment;

/** Writes UpdateInfo elements, each once while it stays the same; and pages, since clients ask for the same ones. */
export interface UpdateInfoWriter {
  /** The NewUpdates element with `nodes`, Core fragments included. */
  added(
    snapshot: Snapshot,
    nodes: readonly number[],
    deploymentOf: DeploymentOf,
    clientVersion: number,
  ): Written;
  /** The UpdateInfo element for ChangedUpdates: deployment and IsLeaf only. */
  changed(snapshot: Snapshot, node: number, deployment: EffectiveDeployment, clientVersion: number): Written;
}

/** Clients below this must not get the Auto* elements: [MS-WUSP] §2.2.2.2.4, AutoSelect. */
const AUTO_FIELDS_SINCE = versionOf(1, 8);

interface Kept {
  /** By deployment id, which belongs to one revision and never changes; negative for old clients. */
  readonly infos: LRUCache<number, Buffer>;
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
  ): Buffer => {
    const known = kept.infos.get(key);
    if (known !== undefined) return known;
    const xml = Written.of(`<Xml>${coreOf(snapshot.revisionIds[node] ?? 0)}</Xml>`);
    const { bytes } = writeInfo(snapshot, node, deployment, key > 0, xml);
    kept.infos.set(key, bytes);
    return bytes;
  };
  return {
    added: (snapshot, nodes, deploymentOf, clientVersion) => {
      const sign = clientVersion >= AUTO_FIELDS_SINCE ? 1 : -1;
      const kept = keptOf(snapshot);
      const deployments = nodes.map(deploymentOf);
      const keys = deployments.map(({ deploymentId }) => sign * deploymentId);
      const pageKey = keys.join();
      const known = kept.pages.get(pageKey);
      if (known !== undefined) return known;
      const infos = nodes.map((node, at) =>
        info(snapshot, kept, node, deployments[at] as EffectiveDeployment, keys[at] as number),
      );
      const page = new Written(Buffer.concat([OPENING, ...infos, CLOSING]));
      kept.pages.set(pageKey, page);
      return page;
    },
    changed: (snapshot, node, deployment, clientVersion) =>
      writeInfo(snapshot, node, deployment, clientVersion >= AUTO_FIELDS_SINCE),
  };
}

const OPENING = Buffer.from('<NewUpdates>');
const CLOSING = Buffer.from('</NewUpdates>');

function createKept(): Kept {
  return {
    infos: new LRUCache({ maxSize: KEPT_INFO_BYTES, sizeCalculation: ({ length }) => length }),
    pages: new LRUCache({ maxSize: KEPT_PAGE_BYTES, sizeCalculation: ({ bytes }) => bytes.length }),
  };
}

function writeInfo(
  snapshot: Snapshot,
  node: number,
  deployment: EffectiveDeployment,
  withAuto: boolean,
  xml?: Written,
): Written {
  const { deploymentId, action, isAssigned, deadline, lastChange } = deployment;
  return Written.of(
    encodeText(
      UpdateInfo,
      'UpdateInfo',
      {
        ID: snapshot.revisionIds[node] ?? 0,
        Deployment: {
          ID: deploymentId,
          Action: action,
          ...(deadline !== undefined && { Deadline: deadline }),
          IsAssigned: isAssigned,
          LastChangeTime: dateOf(lastChange),
          ...(withAuto && { AutoSelect: '0', AutoDownload: '0', SupersedenceBehavior: '0' }),
        },
        IsLeaf: snapshot.isLeaf[node] === 1,
        ...(xml !== undefined && { Xml: xml }),
      },
      'wcf',
    ),
  );
}
