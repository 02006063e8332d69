import { ticksOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';

/** The time stamps of one roll-up, as moments of this server's clock in milliseconds since the epoch. */
export interface RequestTimes {
  /** The moment `text` names, null for never. Throws SoapFault InvalidParameters naming `field`. */
  moment(text: string, field: string): number | null;
  /** How a moment of this request stands to the one known before. Never is before everything. */
  compare(given: number | null, known: number | null): 'older' | 'same' | 'newer';
}

/** Clocks that are less apart are taken for the same ([MS-WSUSSS] product notes 50, 54, 61). */
const MOST_SKEW_MILLISECONDS = 60_000;
const TICKS_A_MILLISECOND = 10_000n;
/** 1753-01-01T00:00:00Z: up to here a time is never; servers of .NET also write year 1 for it (§4, examples). */
export const NEVER = -6_847_804_800_000;
/** 9999-01-01T00:00:00Z: from here on a time stands for "no end", whatever clock it was read from. */
const NO_END = 253_370_764_800_000;

/**
 * Reads the times of a request sent at `clientTime`, by the clock of the sender. Where it is more than a minute off,
 * the difference is added to every other time but never. Throws SoapFault InvalidParameters `clientTime`.
 */
export function requestTimes(clientTime: string, now: number): RequestTimes {
  const sent = millisecondsOf(clientTime);
  if (sent === undefined || sent <= NEVER || sent >= NO_END)
    throw new SoapFault('InvalidParameters', 'clientTime');
  const skew = now - sent;
  const shift = Math.abs(skew) > MOST_SKEW_MILLISECONDS ? skew : 0;
  // The difference holds the time the message took, too, so that one moment told twice comes out as two.
  const grain = shift === 0 ? 0 : MOST_SKEW_MILLISECONDS;
  return {
    moment: (text, field) => {
      const moment = millisecondsOf(text);
      if (moment === undefined) throw new SoapFault('InvalidParameters', field);
      if (moment <= NEVER) return null;
      return moment >= NO_END ? moment : Math.min(Math.max(moment + shift, NEVER + 1), NO_END - 1);
    },
    compare: (given, known) => {
      const difference = (given ?? NEVER) - (known ?? NEVER);
      if (Math.abs(difference) <= grain) return 'same';
      return difference < 0 ? 'older' : 'newer';
    },
  };
}

function millisecondsOf(text: string): number | undefined {
  const ticks = ticksOf(text);
  // A time that is too far away for a date is none; year 0001 of .NET is not.
  return ticks === undefined ? undefined : Number(ticks / TICKS_A_MILLISECOND);
}
