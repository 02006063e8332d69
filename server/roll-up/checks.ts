import { SoapFault } from '../../protocol/soap/fault.ts';
import { guid } from '../../protocol/soap/scalars.ts';
import type { World } from '../world.ts';

/** Characters of the strings the specification gives no limit for: a DNS name has 255. */
const MOST_CHARACTERS = 256;

/** Throws SoapFault InvalidParameters naming the `field`. */
export function refuse(field: string): never {
  throw new SoapFault('InvalidParameters', field);
}

/** The items of a request. Throws SoapFault where there is no list, or one longer than the configured batch. */
export function checkBatch<T>(items: readonly T[] | undefined, field: string, most: number): readonly T[] {
  if (items === undefined || items.length > most) return refuse(field);
  return items;
}

/** `text`, which must be there. Throws SoapFault for none, or one that is too long. */
export function checkText(text: string | undefined, field: string, most = MOST_CHARACTERS): string {
  if (text === undefined || text.length > most) return refuse(field);
  return text;
}

/** A name by which something is found again: like text, and not empty. */
export function checkName(text: string | undefined, field: string): string {
  const name = checkText(text, field);
  return name === '' ? refuse(field) : name;
}

/** `text` where there is one. */
export function checkOptionalText(text: string | undefined, field: string, most = MOST_CHARACTERS): void {
  if (text !== undefined) checkText(text, field, most);
}

/** A GUID in lower case. Throws SoapFault for the one of zeros, which a reader also puts where there is none. */
export function checkGuid(value: string, field: string): string {
  return value === guid.absent ? refuse(field) : value.toLowerCase();
}

/** Throws SoapFault for a number below `least`. */
export function checkLeast(value: number, field: string, least = 0): void {
  if (value < least) refuse(field);
}

/** Throws SoapFault where this server wants no details ([MS-WSUSSS] §3.1.1, DoDetailedRollup). */
export function checkDetailed({ catalog }: World): void {
  if (!catalog.configuration.current().doDetailedRollup)
    throw new SoapFault('InternalServerError', 'DoDetailedRollup is false: this server takes no details');
}

/** Throws SoapFault for a server that neither introduced itself nor was rolled up. */
export function checkKnownServer({ catalog }: World, serverId: string, field: string): void {
  if (catalog.downstream.find(serverId) === undefined)
    throw new SoapFault('InternalServerError', `${field}: no server ${serverId} synchronises here`);
}
