/**
 * A two-part version such as `2.90` or `1.8` as a number that sorts rightly (1.8 < 1.20): major plus minor in
 * hundredths. Undefined when the text is none. [MS-WUSP] §3.1.5.2 asks for exactly two parts.
 */
export function versionNumber(text: string | undefined): number | undefined {
  const parts = /^(\d{1,4})\.(\d{1,4})$/.exec(text?.trim() ?? '');
  return parts === null ? undefined : Number(parts[1]) + Number(parts[2]) / 100;
}
