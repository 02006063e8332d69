import type { DeviceState } from './device-state.ts';
import type { StateChange } from './state-change.ts';

/** Does `changes` to `state`, one after the other. */
export function applyChanges(state: DeviceState, changes: Iterable<StateChange>): void {
  for (const change of changes) applyChange(state, change);
}

/** Does `change` to `state`. A device that is not there any more has no driver to change, so nothing happens. */
export function applyChange(state: DeviceState, change: StateChange): void {
  switch (change.kind) {
    case 'registry value':
      if (change.value === undefined) state.registry.remove(change.key, change.name);
      else state.registry.set(change.key, change.name, change.value);
      break;
    case 'registry key':
      if (change.isThere) state.registry.addKey(change.key);
      else state.registry.removeKey(change.key);
      break;
    case 'file':
      if (change.facts === undefined) state.files.remove(change.path);
      else state.files.set(change.path, change.facts);
      break;
    case 'product':
      put(state.products, change.code, change.product);
      break;
    case 'package':
      mark(state.packages, change.identity, change.isThere);
      break;
    case 'app':
      mark(state.apps, change.moniker, change.isThere);
      break;
    case 'release':
      put(state.releases, change.name, change.version);
      break;
    case 'attribute':
      put(state.attributes, change.name, change.value);
      break;
    case 'license':
      put(state.licenses, change.name, change.value);
      break;
    case 'windows version':
      state.os = { ...state.os, version: change.version };
      break;
    case 'device':
      if (change.index < state.drivers.length) state.drivers[change.index] = change.node;
      break;
    case 'history':
      mark(state.history, change.updateId, change.isThere);
      break;
  }
}

/** What the state keeps by name it keeps in lower case. */
function put<Value>(map: Map<string, Value>, name: string, value: Value | undefined): void {
  if (value === undefined) map.delete(name.toLowerCase());
  else map.set(name.toLowerCase(), value);
}

function mark(set: Set<string>, name: string, isThere: boolean): void {
  if (isThere) set.add(name.toLowerCase());
  else set.delete(name.toLowerCase());
}
