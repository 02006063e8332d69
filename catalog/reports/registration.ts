/** What a computer said of itself. */
export type Registration = Readonly<Record<string, unknown>>;

/** Reads what RegisterComputer left; nothing before it was called. */
export function readRegistration(info: string | null): Registration | null {
  return info === null ? null : (JSON.parse(info) as Registration);
}

/** Its version of Windows, or nothing where it did not say. */
export function windowsVersion(registration: Registration | null): string {
  const parts = ['OSMajorVersion', 'OSMinorVersion', 'OSBuildNumber'].map((name) => registration?.[name]);
  return parts.every((part) => part !== undefined) ? parts.join('.') : '';
}
