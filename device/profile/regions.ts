import type { DeviceProfile } from './profile.ts';

/** GEOID numbers and three-letter codes (ISO 3166-1) of regions by their two letters. */
const REGIONS: Readonly<Record<string, readonly [geoId: number, code: string]>> = {
  AT: [14, 'AUT'],
  AU: [12, 'AUS'],
  BR: [32, 'BRA'],
  CA: [39, 'CAN'],
  CH: [223, 'CHE'],
  CN: [45, 'CHN'],
  DE: [94, 'DEU'],
  ES: [217, 'ESP'],
  FR: [84, 'FRA'],
  GB: [242, 'GBR'],
  IN: [113, 'IND'],
  IT: [118, 'ITA'],
  JP: [122, 'JPN'],
  KR: [134, 'KOR'],
  MX: [166, 'MEX'],
  NL: [176, 'NLD'],
  PL: [191, 'POL'],
  SE: [221, 'SWE'],
  US: [244, 'USA'],
};
/** LCIDs of languages, in lower case. */
const LOCALES: Readonly<Record<string, number>> = {
  'de-at': 3079,
  'de-ch': 2055,
  'de-de': 1031,
  'en-gb': 2057,
  'en-us': 1033,
  'es-es': 3082,
  'es-mx': 2058,
  'fr-ca': 3084,
  'fr-fr': 1036,
  'it-it': 1040,
  'ja-jp': 1041,
  'ko-kr': 1042,
  'nl-nl': 1043,
  'pl-pl': 1045,
  'pt-br': 1046,
  'sv-se': 1053,
  'zh-cn': 2052,
};

/** The number Windows has for the region of a device; undefined for one not listed here. */
export function geoIdOf(profile: DeviceProfile): number | undefined {
  return REGIONS[regionOf(profile)]?.[0];
}

/** The code requests name the region by; that of the United States for one not listed here. */
export function geoCodeOf(profile: DeviceProfile): string {
  return REGIONS[regionOf(profile)]?.[1] ?? 'USA';
}

/** The LCID of the language of a device; that of English for one not listed here. */
export function localeIdOf({ languages }: Pick<DeviceProfile, 'languages'>): number {
  return LOCALES[(languages[0] ?? '').toLowerCase()] ?? 1033;
}

/** Two letters: what the profile says, or what its language does. */
function regionOf({ region, languages }: DeviceProfile): string {
  const [, ofLanguage = ''] = /-([a-z]{2})(?:-|$)/i.exec(languages[0] ?? '') ?? [];
  return (region ?? ofLanguage).toUpperCase();
}
