import type { EffectiveDeployment } from '../../catalog/targeting/effective-deployment.ts';
import { dateOf } from '../../protocol/soap/date-time.ts';
import { versionOf } from '../../protocol/soap/protocol-version.ts';
import type { Deployment } from '../../protocol/wusp/sync-types.ts';

/** Clients below this must not get the Auto* elements: [MS-WUSP] §2.2.2.2.4, AutoSelect. */
export const AUTO_FIELDS_SINCE = versionOf(1, 8);
/** Clients from this on get the hardware ids a driver was picked for: §2.2.2.2.4, HardwareIds. */
export const HARDWARE_IDS_SINCE = versionOf(1, 6);

/** The Deployment element as captures 06 to 08 have it, for a client of `clientVersion`. */
export function deploymentElement(
  { deploymentId, action, isAssigned, deadline, lastChange }: EffectiveDeployment,
  clientVersion: number,
  hardwareIds?: readonly string[],
): Deployment {
  return {
    ID: deploymentId,
    Action: action,
    ...(deadline !== undefined && { Deadline: deadline }),
    IsAssigned: isAssigned,
    LastChangeTime: dateOf(lastChange),
    ...(hardwareIds !== undefined && clientVersion >= HARDWARE_IDS_SINCE && { HardwareIds: hardwareIds }),
    ...(clientVersion >= AUTO_FIELDS_SINCE && {
      AutoSelect: '0',
      AutoDownload: '0',
      SupersedenceBehavior: '0',
    }),
  };
}
