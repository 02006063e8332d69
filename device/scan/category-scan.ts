import { versionNumber, versionOf } from '../../protocol/soap/protocol-version.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import { propertyOf } from '../client/handshake.ts';
import type { DeviceSession } from '../client/session.ts';
import type { DeviceWatcher } from '../events.ts';
import { failWith } from '../failure.ts';
import type { Categories } from './sync-parameters.ts';
import { warnOfEach } from './warn-of-each.ts';

/** Servers since this version know scans for categories: [MS-WUSP] §3.1.5.6. */
const SINCE = versionOf(3, 2);

/** Whether the server of `session` knows scans for categories, and what belongs to them. Throws DeviceFailure. */
export async function knowsCategoryScans(session: DeviceSession): Promise<boolean> {
  return (versionNumber(await versionText(session)) ?? 0) >= SINCE;
}

async function versionText(session: DeviceSession): Promise<string> {
  return propertyOf(await session.config(), 'ProtocolVersion') ?? '';
}

/**
 * Asks which categories a scan for `requested` is to name (capture 05). Throws WU_E_PT_CATALOG_SYNC_REQUIRED where the server
 * knows no such scans (wire facts §2.13), or none of these categories.
 */
export async function startCategoryScan(
  session: DeviceSession,
  requested: Categories,
  watch: DeviceWatcher,
): Promise<Categories> {
  if (!(await knowsCategoryScans(session))) {
    const version = await versionText(session);
    failWith('WU_E_PT_CATALOG_SYNC_REQUIRED', `a server of version ${version} knows no scans for categories`);
  }
  const { preferredCategoryIds = [], requestedCategoryIdsInError = [] } = await session.callFree(
    clientService,
    clientService.operations.StartCategoryScan,
    { requestedCategories: requested.map((CategoryId, at) => ({ IndexOfAndGroup: at, CategoryId })) },
  );
  warnOfEach(
    requestedCategoryIdsInError.map((id) => `the server does not know the category ${id}`),
    watch,
  );
  if (preferredCategoryIds.length === 0)
    failWith('WU_E_PT_CATALOG_SYNC_REQUIRED', 'the server knows none of the categories asked for');
  return preferredCategoryIds;
}
