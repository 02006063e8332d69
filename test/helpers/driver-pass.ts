import type { Cookie } from '../../protocol/wusp/common.ts';
import type { RequestOf, SyncResult, WuspClient } from './wusp-client.ts';

type Parameters = NonNullable<RequestOf<'SyncUpdates'>['parameters']>;

/** A device as a client names it. */
export type WireDevice = NonNullable<Parameters['SystemSpec']>[number];
export type WireDriver = NonNullable<WireDevice['installedDriver']>;

/** A four-part version as the wire has it, which is signed. */
export function wireVersion(text: string): bigint {
  const packed = text.split('.').reduce((number, part) => (number << 16n) | BigInt(part), 0n);
  return BigInt.asIntN(64, packed);
}

/** A driver in use for `PCI\A`, of the day and version `driver()` of the catalogue's tests has. */
export function inUse(more: Partial<WireDriver> = {}): WireDriver {
  return {
    MatchingID: 'PCI\\A',
    DriverVerDate: '2023-04-18T00:00:00Z',
    DriverVerVersion: wireVersion('31.0.101.2115'),
    Class: 'Display',
    Manufacturer: 'Contoso',
    Provider: 'Contoso',
    Model: 'Contoso Graphics',
    DriverRank: 0,
    ...more,
  };
}

/** One driver pass for `devices`. */
export function driverPass(
  client: WuspClient,
  cookie: Cookie,
  devices: readonly WireDevice[],
  more: Partial<Parameters> = {},
): Promise<SyncResult> {
  return client.sync(cookie, { SkipSoftwareSync: true, SystemSpec: devices, ...more });
}

/** The RevisionIDs of NewUpdates. */
export function idsIn({ NewUpdates = [] }: SyncResult): number[] {
  return NewUpdates.map(({ ID }) => ID);
}
