import { parseMoment } from '../../platform/clock.ts';
import type { DeviceProfile } from './profile.ts';

/** When Windows was installed, in seconds since 1970. */
export function installedAt({ windows }: Pick<DeviceProfile, 'windows'>): number {
  return parseMoment(`${windows.installDate ?? '2025-01-15'}T08:00:00Z`) / 1_000;
}
