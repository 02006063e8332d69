import type { SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import type { DeviceNode, DeviceState, InstalledDriver } from '../state/device-state.ts';
import { readPage } from './read-page.ts';
import { type PassPorts, syncUpdates } from './software-pass.ts';
import { driverParameters, type Hardware } from './sync-parameters.ts';

/**
 * Asks once for drivers for the devices there are (wire facts §2.6). The native client does not say which drivers it has, so
 * what comes takes the place of what came before.
 */
export async function driverPass(ports: PassPorts, hardware: Hardware): Promise<void> {
  const { store, statuses, caller, scope } = ports;
  const parameters = (): SyncUpdateParameters => driverParameters(store, statuses, caller, scope, hardware);
  const result = await syncUpdates(ports.session, parameters);
  const page = readPage(result, ports.readCore);
  store.remove(page.gone);
  store.setDrivers(page.added.filter(({ core }) => core.updateType === 'Driver'));
  ports.onPage(1, page);
}

/** PROCESSOR_ARCHITECTURE_… as matching keys of feature scores begin. */
const KEYS: Readonly<Record<number, string>> = { 0: 'X86', 5: 'ARM', 9: 'AMD64', 12: 'ARM64' };

/** The hardware of a device the way the driver pass tells it: [MS-WUSP] §2.2.2.2.4, SystemSpec. */
export function hardwareOf(state: DeviceState, computerIds: readonly string[]): Hardware {
  const [major, minor] = state.os.version;
  return {
    devices: state.drivers.map(deviceOf),
    computerIds,
    featureScoreKey: `${KEYS[state.processor.architecture] ?? 'AMD64'}.${major}.${minor}`,
  };
}

function deviceOf({ hardwareIds, compatibleIds, driver }: DeviceNode): Hardware['devices'][number] {
  return {
    ...(hardwareIds.length > 0 && { HardwareIDs: hardwareIds }),
    ...(compatibleIds.length > 0 && { CompatibleIDs: compatibleIds }),
    ...(driver && { installedDriver: installedOf(driver, hardwareIds[0] ?? compatibleIds[0] ?? '') }),
  };
}

function installedOf(
  driver: InstalledDriver,
  matchingId: string,
): NonNullable<Hardware['devices'][number]['installedDriver']> {
  return {
    MatchingID: driver.matchingId ?? matchingId,
    DriverVerDate: `${driver.date.slice(0, 10)}T00:00:00Z`,
    DriverVerVersion: packedVersion(driver.version),
    ...(driver.class !== undefined && { Class: driver.class }),
    ...(driver.manufacturer !== undefined && { Manufacturer: driver.manufacturer }),
    ...(driver.provider !== undefined && { Provider: driver.provider }),
    ...(driver.model !== undefined && { Model: driver.model }),
    DriverRank: driver.rank ?? 0,
  };
}

/** Four parts of 16 bits each in one number, as clients send versions of drivers (wire facts §2.5). */
function packedVersion(version: string): bigint {
  const [a = 0, b = 0, c = 0, d = 0] = version.split('.').map((part) => Number.parseInt(part, 10) & 0xffff);
  return BigInt.asIntN(64, (BigInt(a) << 48n) | (BigInt(b) << 32n) | (BigInt(c) << 16n) | BigInt(d));
}
