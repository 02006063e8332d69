import { LRUCache } from 'lru-cache';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Snapshot } from '../../catalog/graph/snapshot.ts';
import type { EffectiveDeployment } from '../../catalog/targeting.ts';
import { dateOf } from '../../protocol/soap/date-time.ts';
import { encode, Written } from '../../protocol/soap/encode.ts';
import { UpdateInfo } from '../../protocol/wusp/sync-types.ts';
import { versionOf } from './protocol-version.ts';

/** Characters of written UpdateInfo elements kept ready. */
const KEPT_CHARACTERS = 64 * 1024 * 1024;

/** Writes UpdateInfo elements, each once while it stays the same. */
export interface UpdateInfoWriter {
  /** The element for NewUpdates, Core fragment included. */
  added(snapshot: Snapshot, node: number, deployment: EffectiveDeployment, clientVersion: number): Written;
  /** The element for ChangedUpdates: deployment and IsLeaf only. */
  changed(snapshot: Snapshot, node: number, deployment: EffectiveDeployment, clientVersion: number): Written;
}

/** Clients below this must not get the Auto* elements: [MS-WUSP] §2.2.2.2.4, AutoSelect. */
const AUTO_FIELDS_SINCE = versionOf(1, 8);

export function createUpdateInfoWriter(catalog: Catalog): UpdateInfoWriter {
  const bySnapshot = new WeakMap<Snapshot, LRUCache<number, Written>>();
  const keptOf = (snapshot: Snapshot): LRUCache<number, Written> => {
    let kept = bySnapshot.get(snapshot);
    if (kept === undefined) {
      kept = new LRUCache<number, Written>({
        maxSize: KEPT_CHARACTERS,
        sizeCalculation: ({ xml }) => xml.length,
      });
      bySnapshot.set(snapshot, kept);
    }
    return kept;
  };
  const coreOf = (revisionId: number): string =>
    catalog.revisions.fragments(revisionId, 'Core')[0]?.xml ?? '';
  return {
    added: (snapshot, node, deployment, clientVersion) => {
      const withAuto = clientVersion >= AUTO_FIELDS_SINCE;
      // A deployment belongs to one revision and never changes, so its id names the whole element.
      const key = withAuto ? deployment.deploymentId : -deployment.deploymentId;
      const kept = keptOf(snapshot);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const xml = new Written(`<Xml>${coreOf(snapshot.revisionIds[node] ?? 0)}</Xml>`);
      const written = writeInfo(snapshot, node, deployment, withAuto, xml);
      kept.set(key, written);
      return written;
    },
    changed: (snapshot, node, deployment, clientVersion) =>
      writeInfo(snapshot, node, deployment, clientVersion >= AUTO_FIELDS_SINCE),
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
  return new Written(
    encode(
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
