import type { Written } from '../../protocol/soap/encode.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';

/** A SyncInfo in the making: its fields are set as they turn out to be needed, since the others stay away. */
export interface SyncReply {
  NewUpdates?: Written;
  OutOfScopeRevisionIDs?: readonly number[];
  ChangedUpdates?: readonly Written[];
  Truncated: boolean;
  NewCookie?: Cookie;
  DeployedOutOfScopeRevisionIds?: readonly number[];
  DriverSyncNotNeeded?: string;
}
