import type { Configuration } from '../../catalog/configuration/configuration-values.ts';
import type { NeededRevisions } from '../../catalog/graph/needed.ts';
import type { Encodable } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber, versionOf } from '../../protocol/soap/protocol-version.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { Session } from '../cookies/session.ts';
import { caughtUp, sealSession, seenIn } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { driverReply } from './driver-reply.ts';
import { openScan, type ScanCaller } from './scan-caller.ts';
import { softwareReply } from './software-reply.ts';

type Request = TypeOf<typeof clientService.operations.SyncUpdates.request>;
type Response = Encodable<TypeOf<typeof clientService.operations.SyncUpdates.response>>;

/** DriverSyncNotNeeded and DeployedOutOfScopeRevisionIds need a client and a server of these versions: §2.2.2.2.4. */
const CATEGORY_SCAN_SINCE = { client: versionOf(1, 7), server: versionOf(3, 2) };

/** [MS-WUSP] §3.1.5.7: the step of a scan, for software or for drivers. */
export function syncUpdates(world: World, _caller: Caller, request: Request): Response {
  const scan = openScan(world, request.cookie);
  const parameters = validated(scan.view.settings, request.parameters);
  const hasCategoryScan = knowsCategoryScan(scan);
  const categories = categoriesOf(world, parameters);
  const needed = scan.view.needed({
    delivery: scan.view.settings.delivery,
    installedNonLeaf: parameters.InstalledNonLeafUpdateIDs ?? [],
    ...(categories && { categories }),
  });
  const isTwoGroup =
    hasCategoryScan && parameters.NeedTwoGroupOutOfScopeUpdates === true && categories !== undefined;
  const reply = parameters.SkipSoftwareSync
    ? driverReply(world, scan, parameters, needed)
    : softwareReply(world, scan, parameters, needed, isTwoGroup);
  reply.NewCookie = sealSession(world, sessionAfter(scan, parameters, categories));
  if (hasCategoryScan)
    reply.DriverSyncNotNeeded = String(isDriverSyncNotNeeded(parameters, categories, needed));
  return { SyncUpdatesResult: reply };
}

/** Only what is not filtered hears of every change, so only then has the client caught up with its part of the scan. */
function sessionAfter(
  { session, view, membership }: ScanCaller,
  { SkipSoftwareSync }: SyncUpdateParameters,
  categories: readonly number[] | undefined,
): Session {
  if (categories !== undefined) return seenIn(session, view);
  return caughtUp(session, view, SkipSoftwareSync ? 'drivers' : 'software', membership.key);
}

function knowsCategoryScan({ view, clientVersion }: ScanCaller): boolean {
  const serverVersion = versionNumber(view.settings.protocolVersion) ?? 0;
  return clientVersion >= CATEGORY_SCAN_SINCE.client && serverVersion >= CATEGORY_SCAN_SINCE.server;
}

/**
 * The real server says true in a driver pass and, of a scan for categories, when there is no driver in it; of a whole
 * scan always false, drivers or not (captures 06 to 08, wire facts §2.6).
 */
function isDriverSyncNotNeeded(
  { SkipSoftwareSync }: SyncUpdateParameters,
  categories: readonly number[] | undefined,
  { hasDrivers }: NeededRevisions,
): boolean {
  return SkipSoftwareSync || (categories !== undefined && !hasDrivers);
}

/** Keys of the categories of a filtered scan. An empty list is no filter: §2.2.2.2.4, FilterCategoryIds. */
function categoriesOf(
  { catalog }: World,
  { FilterCategoryIds: ids }: SyncUpdateParameters,
): readonly number[] | undefined {
  if (ids === undefined || ids.length === 0) return undefined;
  return ids.map(({ Id }) => catalog.revisions.updateKeyOf(Id.toLowerCase()) ?? -1);
}

function validated(
  { maxInstalledIds, maxCategories }: Configuration,
  parameters: SyncUpdateParameters | undefined,
): SyncUpdateParameters {
  if (parameters === undefined) throw new SoapFault('InvalidParameters', 'parameters');
  if (parameters.SystemSpec !== undefined && !parameters.SkipSoftwareSync) {
    throw new SoapFault('InvalidParameters', 'parameters.SystemSpec');
  }
  const installed = parameters.InstalledNonLeafUpdateIDs?.length ?? 0;
  if (maxInstalledIds > 0 && installed > maxInstalledIds) {
    // Capture 17: duplicates and leaf ids count, and the message is the bare name.
    throw new SoapFault('InvalidParameters', 'parameters.InstalledNonLeafUpdateIDs');
  }
  // A scan for more categories than StartCategoryScan takes cannot have begun with it.
  if ((parameters.FilterCategoryIds?.length ?? 0) >= maxCategories)
    throw new SoapFault('InvalidParameters', 'parameters.FilterCategoryIds');
  return parameters;
}
