import type { DeviceNode, MsiProduct } from './device-state.ts';
import type { FileFacts } from './file-table.ts';
import type { RegistryValue } from './registry.ts';

/**
 * One change an installation makes to a device. A device is its profile and every change since, so changes are plain data
 * that can be kept.
 */
export type StateChange =
  | {
      readonly kind: 'registry value';
      readonly key: string;
      readonly name: string;
      /** Left out: the value is removed. */
      readonly value?: RegistryValue;
    }
  | { readonly kind: 'registry key'; readonly key: string; readonly isThere: boolean }
  | { readonly kind: 'file'; readonly path: string; readonly facts?: FileFacts }
  | { readonly kind: 'product'; readonly code: string; readonly product?: MsiProduct }
  | { readonly kind: 'package'; readonly identity: string; readonly isThere: boolean }
  | { readonly kind: 'app'; readonly moniker: string; readonly isThere: boolean }
  | { readonly kind: 'release'; readonly name: string; readonly version?: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly value?: string }
  | { readonly kind: 'license'; readonly name: string; readonly value?: number | string }
  | { readonly kind: 'windows version'; readonly version: readonly [number, number, number, number] }
  /** The node at `index` of the devices as they are. */
  | { readonly kind: 'device'; readonly index: number; readonly node: DeviceNode }
  /** Was installed once. */
  | { readonly kind: 'history'; readonly updateId: string; readonly isThere: boolean };
