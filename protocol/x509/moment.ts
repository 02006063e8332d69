import { parseMoment } from '../../platform/clock.ts';
import { type DerElement, DerError, TAG } from './der.ts';

/** Both forms end in Z and have seconds, RFC 5280 §4.1.2.5; a fraction, which OCSP does not forbid, is passed over. */
const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d{1,9})?Z$/;
/** Two-digit years from here on are of the last century. */
const PIVOT_YEAR = 50;

/** The moment a UTCTime or GeneralizedTime names, in milliseconds since the epoch. Throws DerError. */
export function momentOf(element: DerElement | undefined, what: string): number {
  const text = element?.content.toString('latin1') ?? '';
  const form = element?.tag === TAG.utcTime ? UTC_TIME : GENERALIZED_TIME;
  const isTime = element?.tag === TAG.utcTime || element?.tag === TAG.generalizedTime;
  const [, year = '', month, day, hour, minute, second] = (isTime && form.exec(text)) || [];
  const full = year.length === 2 ? `${Number(year) < PIVOT_YEAR ? 20 : 19}${year}` : year;
  const moment = parseMoment(`${full}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(moment)) throw new DerError(`${what} is not a moment`);
  return moment;
}
