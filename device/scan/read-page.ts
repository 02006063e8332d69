import { messageOf } from '../../platform/errors/index.ts';
import { type CoreFragment, readCore } from '../../protocol/metadata/read-core.ts';
import type { Deployment, SyncInfo, UpdateInfo } from '../../protocol/wusp/sync-types.ts';
import { type CachedRevision, deploymentToKeep } from '../datastore/cached-revision.ts';
import { MOST_PAGE_NODES } from '../datastore/store-size.ts';
import { DeviceFailure, failWith } from '../failure.ts';

/** Reads a Core fragment; many devices of one process may share what was read. Throws METADATA_…. */
export type CoreReader = (xml: string) => CoreFragment;

/** The reader of one device. */
export const readCoreFragment: CoreReader = readCore;

/** A change of what is cached already. */
export interface ChangedRevision {
  readonly revisionId: number;
  readonly isLeaf: boolean;
  readonly deployment: Deployment;
}

/** The answer to one SyncUpdates, checked. */
export interface Page {
  readonly added: readonly CachedRevision[];
  readonly changed: readonly ChangedRevision[];
  readonly gone: readonly number[];
  /** Numbers of what the scan is not for; it stays cached ([MS-WUSP] §2.2.2.2.4, DeployedOutOfScopeRevisionIds). */
  readonly outside: readonly number[];
  readonly isTruncated: boolean;
}

/**
 * Takes an answer apart. Throws E_INVALIDARG for an update without deployment, as the native client was seen to end
 * (wire facts §2.13), WU_E_XML_MISSINGDATA for one without metadata, WU_E_XML_INVALID for metadata that cannot be read, and
 * WU_E_PT_QUOTA_EXCEEDED for metadata of more elements than a page may have.
 */
export function readPage(result: SyncInfo, read: CoreReader): Page {
  return {
    added: revisionsOf(result.NewUpdates ?? [], read),
    changed: (result.ChangedUpdates ?? []).map((info) => ({
      revisionId: info.ID,
      isLeaf: info.IsLeaf,
      deployment: deploymentOf(info),
    })),
    gone: result.OutOfScopeRevisionIDs ?? [],
    outside: result.DeployedOutOfScopeRevisionIds ?? [],
    isTruncated: result.Truncated,
  };
}

function revisionsOf(infos: readonly UpdateInfo[], read: CoreReader): readonly CachedRevision[] {
  let nodes = 0;
  return infos.map((info) => {
    const revision = revisionOf(info, read);
    nodes += revision.core.nodes;
    if (nodes > MOST_PAGE_NODES)
      failWith(
        'WU_E_PT_QUOTA_EXCEEDED',
        `the metadata of one page has more than ${MOST_PAGE_NODES} elements and attributes`,
      );
    return revision;
  });
}

function revisionOf(info: UpdateInfo, read: CoreReader): CachedRevision {
  const { ID: revisionId, IsLeaf: isLeaf, Xml: xml } = info;
  const deployment = deploymentOf(info);
  if (xml === undefined || xml === '')
    throw new DeviceFailure('WU_E_XML_MISSINGDATA', { reason: `revision ${revisionId} has no metadata` });
  try {
    return { revisionId, isLeaf, deployment, xml, core: read(xml) };
  } catch (error) {
    const reason = `the metadata of revision ${revisionId} cannot be read: ${messageOf(error)}`;
    throw new DeviceFailure('WU_E_XML_INVALID', { reason }, error);
  }
}

function deploymentOf({ ID, Deployment: deployment }: UpdateInfo): Deployment {
  if (deployment !== undefined) return deploymentToKeep(deployment);
  throw new DeviceFailure('E_INVALIDARG', { reason: `revision ${ID} has no deployment` });
}
