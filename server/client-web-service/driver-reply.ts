import type { DeviceSpec } from '../../catalog/drivers/device-spec.ts';
import type { DriverPick } from '../../catalog/drivers/driver-pick.ts';
import { pickDrivers } from '../../catalog/drivers/pick-drivers.ts';
import type { NeededRevisions } from '../../catalog/graph/needed.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { World } from '../world.ts';
import { sortCached } from './cached-revisions.ts';
import type { ScanCaller } from './scan-caller.ts';
import { changedNodes } from './software-reply.ts';
import type { SyncReply } from './sync-reply.ts';

/**
 * Most drivers in one reply ([MS-WUSP] §3.1.5.7, note 55). The page size of software does not hold: a client makes one
 * driver pass, and the native one does not tell which drivers it has (wire facts §2.5).
 */
const MOST_DRIVERS = 200;
/** Most devices of one computer; a real one reports 75. */
const MOST_DEVICES = 2_000;

/** The driver part of a scan: the best drivers for the devices of the client ([MS-WUSP] §3.1.5.7). */
export function driverReply(
  world: World,
  scan: ScanCaller,
  parameters: SyncUpdateParameters,
  needed: NeededRevisions,
): SyncReply {
  const { view, membership } = scan;
  const { snapshot } = view;
  if ((parameters.SystemSpec?.length ?? 0) > MOST_DEVICES)
    throw new SoapFault('InvalidParameters', 'parameters.SystemSpec');
  const picks = pickDrivers(world.catalog.drivers, {
    devices: (parameters.SystemSpec ?? []).map(deviceOf),
    computerHardwareIds: parameters.ComputerSpec?.HardwareIDs ?? [],
    featureScoreKey: parameters.FeatureScoreMatchingKey,
    isNeeded: (revisionId) => needed.hasDriver(snapshot.nodeOf(revisionId)),
    actionOf: (revisionId) => view.deploymentOf(snapshot.nodeOf(revisionId), membership).action,
  });
  if (picks === undefined) throw new SoapFault('InvalidParameters', 'parameters.SystemSpec');
  return replyWith(world, scan, picks, parameters.CachedDriverIDs ?? [], MOST_DRIVERS);
}

/** A reply that hands out `picks`, `most` at a time, to a client that has the revisions `cached`. */
export function replyWith(
  { updateInfos }: World,
  scan: ScanCaller,
  picks: readonly DriverPick[],
  cached: readonly number[],
  most: number,
): SyncReply {
  const { view, clientVersion, membership } = scan;
  const { snapshot } = view;
  const hardwareIds = new Map(picks.map((pick) => [snapshot.nodeOf(pick.revisionId), pick.hardwareIds]));
  const isNeeded = (node: number): boolean => hardwareIds.has(node);
  const gone = sortCached(snapshot, isNeeded, [cached]);
  const missing = [...hardwareIds].filter(([node]) => !snapshot.marks.has(node));
  const page = missing.slice(0, most);
  const reply: SyncReply = { Truncated: page.length < missing.length };
  if (page.length > 0) {
    reply.NewUpdates = updateInfos.drivers(
      snapshot,
      page.map(([node, ids]) => ({
        node,
        hardwareIds: ids,
        deployment: view.deploymentOf(node, membership),
      })),
      clientVersion,
    );
  }
  const outOfScope = [...gone.notDeployed, ...gone.notNeeded];
  if (outOfScope.length > 0) reply.OutOfScopeRevisionIDs = outOfScope;
  const changed = changedNodes(scan, scan.session.drivers, isNeeded);
  if (changed.length > 0) {
    reply.ChangedUpdates = changed.map((node) =>
      updateInfos.changed(
        snapshot,
        node,
        view.deploymentOf(node, membership),
        clientVersion,
        hardwareIds.get(node),
      ),
    );
  }
  return reply;
}

type WireDevice = NonNullable<SyncUpdateParameters['SystemSpec']>[number];

function deviceOf(device: WireDevice): DeviceSpec {
  const { installedDriver: installed } = device;
  return {
    hardwareIds: device.HardwareIDs ?? [],
    compatibleIds: device.CompatibleIDs ?? [],
    extensions: (device.extensionDriver ?? []).map((extension) => ({
      driverVerDate: extension.DriverVerDate,
      driverVerVersion: extension.DriverVerVersion,
      driverRank: extension.DriverRank,
      matchingComputerHardwareId: extension.MatchingComputerHWID,
    })),
    recoveryIds: device.DriverRecoveryIDs ?? [],
    installed: installed && {
      matchingId: installed.MatchingID,
      driverVerDate: installed.DriverVerDate,
      driverVerVersion: installed.DriverVerVersion,
      class: installed.Class,
      manufacturer: installed.Manufacturer,
      provider: installed.Provider,
      matchingComputerHardwareId: installed.MatchingComputerHWID,
      driverRank: installed.DriverRank,
    },
  };
}
