import type { Clock } from '../platform/clock.ts';
import { fail } from '../platform/errors/index.ts';
import { type IssuerId, issuerIds } from './credential.ts';
import type { PkiFolder } from './folder.ts';

/** CRLReason, RFC 5280 §5.3.1. */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;

export type RevocationReason = keyof typeof revocationReasons;

/** One revoked certificate. */
export interface Revocation {
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly issuer: IssuerId;
  readonly reason: RevocationReason;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
}

/** The certificates revoked so far, kept on disk; the list only grows. */
export interface Revocations {
  find(issuer: IssuerId, serial: string): Revocation | undefined;
  of(issuer: IssuerId): readonly Revocation[];
  /** Adds one, unless it is there; it is on disk when this returns. Throws PKI_REVOCATIONS_TOO_MANY. */
  add(issuer: IssuerId, serial: string, reason: RevocationReason): Revocation;
}

/** Such a list in one file. */
export interface RevocationList extends Revocations {
  /** How many it holds, of all issuers. */
  size(): number;
}

/** Which file, and how many it holds. */
export interface RevocationFile {
  readonly name: string;
  readonly limit: number;
}

/** What users revoked. */
const REVOKED: RevocationFile = { name: 'revoked.json', limit: 10_000 };
const LAYOUT = 1;

/** Opens the list in `folder`. Throws PKI_FILE_DAMAGED. */
export function openRevocations(folder: PkiFolder, clock: Clock, file = REVOKED): RevocationList {
  const { name, limit } = file;
  let list = load(folder, file);
  const find = (issuer: IssuerId, serial: string) =>
    list.find((entry) => entry.serial === serial && entry.issuer === issuer);
  return {
    find,
    of: (issuer) => list.filter((entry) => entry.issuer === issuer),
    size: () => list.length,
    add(issuer, serial, reason) {
      const known = find(issuer, serial);
      if (known !== undefined) return known;
      if (list.length >= limit) fail('PKI_REVOCATIONS_TOO_MANY', { limit });
      const added = { serial, issuer, reason, at: clock.now() };
      const next = [...list, added];
      folder.replace(name, `${JSON.stringify({ layout: LAYOUT, revoked: next }, undefined, 1)}\n`);
      list = next;
      return added;
    },
  };
}

function load(folder: PkiFolder, { name, limit }: RevocationFile): readonly Revocation[] {
  const text = folder.read(name);
  if (text === undefined) return [];
  const list = parse(text);
  if (list !== undefined && list.length <= limit && list.every(isRevocation)) return list;
  const reason = 'it is not the list this program writes';
  return fail('PKI_FILE_DAMAGED', { file: folder.file(name), reason });
}

function parse(text: string): readonly unknown[] | undefined {
  try {
    const value = JSON.parse(text) as { readonly layout?: unknown; readonly revoked?: unknown } | null;
    return value?.layout === LAYOUT && Array.isArray(value.revoked) ? value.revoked : undefined;
  } catch {
    return undefined;
  }
}

function isRevocation(value: unknown): value is Revocation {
  if (typeof value !== 'object' || value === null) return false;
  const { serial, issuer, reason, at } = value as Readonly<Record<keyof Revocation, unknown>>;
  return (
    /^[0-9A-F]{1,40}$/.test(String(serial)) &&
    issuerIds.some((id) => id === issuer) &&
    Object.hasOwn(revocationReasons, String(reason)) &&
    Number.isSafeInteger(at)
  );
}
