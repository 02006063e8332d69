import type { CoreFragment } from '../../protocol/metadata/read-core.ts';
import type { Deployment } from '../../protocol/wusp/sync-types.ts';

/** One revision a server sent, as a client keeps it: [MS-WUSP] §3.2.1, Revision, Metadata and Deployment Table. */
export interface CachedRevision {
  /** The number this server has for it. */
  readonly revisionId: number;
  readonly isLeaf: boolean;
  readonly deployment: Deployment;
  /** The Core fragment as it came. */
  readonly xml: string;
  readonly core: CoreFragment;
}

/** What a client asked for about a revision it deals with: Extended and LocalizedProperties. */
export interface ExtendedInfo {
  /** The Extended fragment. */
  readonly extended?: string;
  /** The LocalizedProperties fragment in the language preferred. */
  readonly localized?: string;
}

/** What a device keeps of a deployment: it does nothing about ClientBehaviors, which a server may fill without end. */
export function deploymentToKeep({ ClientBehaviors: _, ...kept }: Deployment): Deployment {
  return kept;
}
