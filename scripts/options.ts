import { isIP } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { readServerName } from '../pki/server-name.ts';
import { parseMoment } from '../platform/clock.ts';

/** A port number; 0 stands for any free one. */
export function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return value;
}

/** A whole number, zero included. */
export function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('it must be a whole number, 0 or more.');
  return Number(text);
}

/** An IP address, as it was given. */
export function ipAddress(text: string): string {
  if (isIP(text) === 0 || text.includes('%'))
    throw new InvalidArgumentError('it must be an IPv4 or IPv6 address, such as 127.0.0.1.');
  return text;
}

/** The address of a server, without a path: `https://wsus.test:8531`. */
export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isServer =
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    readServerName(url.hostname.replace(/^\[|\]$/g, '')) !== undefined &&
    `${url.pathname}${url.search}${url.hash}${url.username}${url.password}` === '/';
  if (!isServer) {
    throw new InvalidArgumentError(
      'it must be http:// or https:// with a host and perhaps a port, such as https://wsus.test:8531.',
    );
  }
  return url.origin;
}

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000 } as const;
const LONGEST_WAIT = 60 * MILLISECONDS.m;

/** A time to wait, such as 500ms, 3s or 2m, in milliseconds. */
export function waitingTime(text: string): number {
  const [, digits, unit] = /^(\d{1,7})(ms|s|m)$/.exec(text) ?? [];
  const value = Number(digits) * MILLISECONDS[(unit ?? 'ms') as keyof typeof MILLISECONDS];
  if (!(value > 0 && value <= LONGEST_WAIT))
    throw new InvalidArgumentError('it must be a time such as 500ms, 3s or 2m, at most an hour.');
  return value;
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Where state lies unless told otherwise. */
export const DEFAULT_STATE = '.mock-wu';

/** Collects `--name`: host names and addresses certificates may be made for. */
export function collectName(value: string, before: readonly string[] = []): readonly string[] {
  if (readServerName(value) === undefined) {
    throw new InvalidArgumentError('a name is a host name such as wsus.example.test, or an IP address.');
  }
  return [...before, value];
}

/** An address or host name to listen on. */
export function bindAddress(text: string): string {
  if (!/^[A-Za-z0-9._:-]{1,255}$/.test(text)) {
    throw new InvalidArgumentError('it must be an address of this machine, 0.0.0.0 or :: for all of them.');
  }
  return text;
}

/** A moment in ISO 8601, in milliseconds since the epoch. */
export function moment(text: string): number {
  const time = parseMoment(text);
  if (Number.isNaN(time) || !/^\d{4}-/.test(text))
    throw new InvalidArgumentError('it must be a moment such as 2026-11-30T12:00:00Z.');
  return time;
}
