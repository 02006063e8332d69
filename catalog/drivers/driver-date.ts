/** The day of a driver without a date that can be read: Windows takes 00/00/0000, which is before every other. */
export const NO_DAY = 0;

/** xs:date and xs:dateTime, in documents and on the wire. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T Z+-])/;
/** The DriverVer directive of INF files, from which DriverVerDate is derived. */
const INF = /^(\d\d?)[/-](\d\d?)[/-](\d{4})(?:$|[T ])/;

/**
 * The day a DriverVerDate names as the number yyyymmdd, so that a later day is the higher number; `NO_DAY` when it
 * names none. Time and zone are left out, because an INF file knows neither: what a client adds is midnight
 * somewhere.
 */
export function dayOf(text: string): number {
  const trimmed = text.trim();
  const [, year, month, day] = ISO.exec(trimmed) ?? monthFirst(trimmed);
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= 31 ? y * 10_000 + m * 100 + d : NO_DAY;
}

function monthFirst(text: string): (string | undefined)[] {
  const [all, month, day, year] = INF.exec(text) ?? [];
  return [all, year, month, day];
}
