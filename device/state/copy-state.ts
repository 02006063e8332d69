import type { DeviceState } from './device-state.ts';

/** A state that is the same and changes by itself: where an installation is tried before it is done. */
export function copyState(state: DeviceState): DeviceState {
  return {
    ...state,
    registry: state.registry.copy(),
    files: state.files.copy(),
    products: new Map(state.products),
    packages: new Set(state.packages),
    apps: new Set(state.apps),
    releases: new Map(state.releases),
    licenses: new Map(state.licenses),
    attributes: new Map(state.attributes),
    drivers: [...state.drivers],
    history: new Set(state.history),
  };
}
