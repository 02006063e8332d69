import { dateTimeOf } from '../../../protocol/soap/date-time.ts';

/**
 * How servers write that something never happened ([MS-WSUSSS] §3.1.4.14.3.2). Without a zone: a server that turns it
 * into its local time must not leave what its database can hold.
 */
export const NEVER = '1753-01-01T00:00:00';

/** A moment in milliseconds since the epoch as servers tell it each other. */
export function momentOrNever(moment: number | null): string {
  return moment === null ? NEVER : dateTimeOf(moment);
}
