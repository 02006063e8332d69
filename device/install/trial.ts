import { spend, type Work } from '../applicability/work.ts';
import { applyChange } from '../state/apply-change.ts';
import { copyState } from '../state/copy-state.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { StateChange } from '../state/state-change.ts';
import { filesOver } from './files-over.ts';
import type { Changes } from './proposal.ts';

/** Changes on the way to a place of a search, the last of them and what was before. Undefined is where the search begins. */
export type Path = Steps | undefined;
interface Steps {
  readonly before: Path;
  readonly changes: Changes;
  /** Changes on all of it. */
  readonly length: number;
}

/** Comparisons a change takes, and a key or value that is copied. */
const CHANGE = 5;
const COPY = 2;

/**
 * Where changes are tried. There is one state, at one place of the search at a time: going on changes it, and going back makes
 * it anew, so that a search with many open places does not hold the device as many times.
 */
export interface Trial {
  /** The state as it is after the changes on `path`: good until another is asked for. */
  stateAt(path: Path): DeviceState;
}

/** A trial that leaves `device` as it is and counts in `work` what it copies and changes. */
export function createTrial(device: DeviceState, work: Work): Trial {
  const base = { ...device, files: filesOver(device.files) };
  const size = sizeOf(base);
  let tried: { readonly state: DeviceState; path: Path } | undefined;
  const go = (state: DeviceState, changes: Changes): void => {
    for (const change of changes) {
      spend({ work }, isRemovalOfKeys(change) ? size : CHANGE);
      applyChange(state, change);
    }
  };
  return {
    stateAt: (path) => {
      if (path === undefined) return base;
      if (tried?.path === path) return tried.state;
      if (tried === undefined || tried.path !== path.before) {
        spend({ work }, COPY * size);
        tried = { state: copyState(base), path: undefined };
        go(tried.state, changesOn(path.before));
      }
      go(tried.state, path.changes);
      tried.path = path;
      return tried.state;
    },
  };
}

/** The path that goes on with `changes`. */
export function goOn(path: Path, changes: Changes): Steps {
  return { before: path, changes, length: (path?.length ?? 0) + changes.length };
}

/** All changes on `path`, the first first. */
export function changesOn(path: Path): Changes {
  const steps: Changes[] = [];
  for (let at = path; at !== undefined; at = at.before) steps.push(at.changes);
  return steps.reverse().flat();
}

/** All keys are looked through for those below. */
function isRemovalOfKeys(change: StateChange): boolean {
  return change.kind === 'registry key' && !change.isThere;
}

/** What a copy of a state takes; its files are not copied. */
function sizeOf(state: DeviceState): number {
  const { products, packages, apps, releases, licenses, attributes, history } = state;
  const maps = [products, packages, apps, releases, licenses, attributes, history];
  return maps.reduce((sum, { size }) => sum + size, state.registry.size() + state.drivers.length);
}
