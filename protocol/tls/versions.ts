/** Protocol versions by the names `node:tls` has for them. */
const NAMES = new Map([
  [0x0002, 'SSLv2'],
  [0x0300, 'SSLv3'],
  [0x0301, 'TLSv1'],
  [0x0302, 'TLSv1.1'],
  [0x0303, 'TLSv1.2'],
  [0x0304, 'TLSv1.3'],
]);
const NUMBERS = new Map(Array.from(NAMES, ([number, name]) => [name, number]));

/** The name of a version as it travels; `0x7f1c` where it has none. */
export function versionName(number: number): string {
  return NAMES.get(number) ?? `0x${hex16(number)}`;
}

/** The number of a version that `versionName` gave a name. */
export function versionNumber(name: string): number {
  return NUMBERS.get(name) ?? Number(name);
}

/** A 16-bit number in four lower-case hexadecimal digits. */
export function hex16(number: number): string {
  return number.toString(16).padStart(4, '0');
}
