import { nearestName } from '../../platform/documents/nearest-name.ts';
import type { Registry } from '../state/registry.ts';
import { AUTOMATIC_KEY, POLICY_KEY, POLICY_VALUES, type PolicyValueName } from './policy-values.ts';

/** Policies Windows has and a simulated device does nothing about: nobody uses it, it has no proxy and no other release. */
const WITHOUT_EFFECT: readonly PolicyValueName[] = [
  'SetProxyBehaviorForUpdateDetection',
  'DisableDualScan',
  'SetDisableUXWUAccess',
  'ElevateNonAdmins',
  'TargetReleaseVersion',
  'TargetReleaseVersionInfo',
  'ProductVersion',
  'ManagePreviewBuilds',
  'ScheduledInstallDay',
  'ScheduledInstallTime',
  'RescheduleWaitTime',
  'NoAutoRebootWithLoggedOnUsers',
  'AutoInstallMinorUpdates',
];
/** Values of one key that are looked at; Windows has some hundred. */
const MOST_NAMES = 1_000;

/** What is set and does nothing here, in a sentence each: policies without effect, and names that are none. */
export function ineffectiveValues(registry: Registry): readonly string[] {
  return [POLICY_KEY, AUTOMATIC_KEY].flatMap((key) =>
    registry
      .names(key)
      .slice(0, MOST_NAMES)
      .flatMap((name) => sentenceOn(name, key) ?? []),
  );
}

function sentenceOn(name: string, key: string): string | undefined {
  const same = (one: string): boolean => one.toLowerCase() === name.toLowerCase();
  const known = Object.keys(POLICY_VALUES) as readonly PolicyValueName[];
  const found = known.find(same);
  if (found === undefined) {
    const near = nearestName(name, known);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    return `${name.slice(0, 100)} is no policy this device knows${hint}`;
  }
  if (POLICY_VALUES[found] !== key) return `${found} belongs to the key ${POLICY_VALUES[found]}`;
  return WITHOUT_EFFECT.includes(found) ? `${found} is set, and has no effect on this device` : undefined;
}
