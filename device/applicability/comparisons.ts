/** Four numbers; the ones a text leaves out are 0. */
export type Version = readonly [number, number, number, number];

/** Reads the version `text` begins with, undefined where it begins with none. */
export function versionAtStart(text: string): Version | undefined {
  const [, digits] = /^\s*v?(\d{1,10}(?:\.\d{1,10}){0,3})/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = digits.split('.').map(Number);
  return [a, b, c, d];
}

/** Negative, zero or positive, as `a` comes before `b`, is the same or comes after. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < 4; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const SCALAR: ReadonlyMap<string, (difference: number) => boolean> = new Map([
  ['lessthan', (difference) => difference < 0],
  ['lessthanorequalto', (difference) => difference <= 0],
  ['equalto', (difference) => difference === 0],
  ['greaterthanorequalto', (difference) => difference >= 0],
  ['greaterthan', (difference) => difference > 0],
]);

/** Whether a difference is as bt:ScalarComparison `name` wants it; undefined for another name. Real data has both cases. */
export function scalarHolds(name: string, difference: number): boolean | undefined {
  return SCALAR.get(name.toLowerCase())?.(difference);
}

const TEXT: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ['equalto', (text, part) => text === part],
  ['beginswith', (text, part) => text.startsWith(part)],
  ['contains', (text, part) => text.includes(part)],
  ['endswith', (text, part) => text.endsWith(part)],
]);

/** Whether `text` is as bt:StringComparison `name` wants it, whatever the case; undefined for another name. */
export function textHolds(name: string, text: string, part: string): boolean | undefined {
  return TEXT.get(name.toLowerCase())?.(text.toLowerCase(), part.toLowerCase());
}
