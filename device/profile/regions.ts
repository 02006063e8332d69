import type { DeviceProfile } from './profile.ts';

/** GEOID numbers by ISO 3166-1 code. */
const GEO_IDS: Readonly<Record<string, number>> = {
  AT: 14,
  AU: 12,
  BR: 32,
  CA: 39,
  CH: 223,
  CN: 45,
  DE: 94,
  ES: 217,
  FR: 84,
  GB: 242,
  IN: 113,
  IT: 118,
  JP: 122,
  KR: 134,
  MX: 166,
  NL: 176,
  PL: 191,
  SE: 221,
  US: 244,
};

/** The number Windows has for the region of a device; undefined for one not listed here. */
export function geoIdOf({ region, languages }: DeviceProfile): number | undefined {
  const [, ofLanguage = ''] = /-([a-z]{2})(?:-|$)/i.exec(languages[0] ?? '') ?? [];
  return GEO_IDS[(region ?? ofLanguage).toUpperCase()];
}
