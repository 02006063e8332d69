import type { Clock } from '../platform/clock.ts';
import { validityOf } from './certificate-fields.ts';
import { issueLeaf, type Leaf, type LeafParts, leafValidity } from './leaves.ts';
import type { PermittedNames } from './permitted-names.ts';
import { readServerName, type ServerName } from './server-name.ts';

/** Server certificates by the name a client asks for. */
export interface ServerCertificates {
  /**
   * The certificate for `serverName`, or without one the certificate of the machine's own names.
   * Undefined for a name the issuer's constraints exclude or that is no name at all. It is one of the moment `now`, by
   * the clock of the folder where that is left out; see `leafValidity`.
   */
  find(serverName?: string, now?: number): Leaf | undefined;
  /** The certificate of the machine's own names. */
  own(now?: number): Leaf;
}

/** Certificates kept in memory; one that falls out is made again, byte for byte the same. */
const MAX_KEPT = 256;

/** Issues server certificates on demand. */
export function createServerCertificates(
  parts: LeafParts,
  permitted: PermittedNames,
  clock: Clock,
): ServerCertificates {
  const kept = new Map<string, Leaf>();
  const ownKeys = new Set(permitted.own.map(keyOf));
  const limit = validityOf(parts.issuer.certificate);
  const issue = (name: string, names: readonly ServerName[], now = clock.now()): Leaf => {
    const validity = leafValidity(parts.issuance, limit, now);
    const key = `${validity.notBefore} ${name}`;
    const leaf = kept.get(key) ?? issueLeaf(parts, names, validity);
    // Deleting first moves it to the end: the first key is the one unused for longest.
    kept.delete(key);
    kept.set(key, leaf);
    for (const oldest of kept.keys()) if (kept.size > MAX_KEPT) kept.delete(oldest);
    return leaf;
  };
  const own = (now?: number) => issue('', permitted.own, now);
  return {
    own,
    find(serverName, now) {
      if (serverName === undefined || serverName === '') return own(now);
      const name = readServerName(serverName);
      if (name === undefined) return undefined;
      if (ownKeys.has(keyOf(name))) return own(now);
      return permitted.permits(name) ? issue(keyOf(name), [name], now) : undefined;
    },
  };
}

const keyOf = ({ kind, text }: ServerName) => `${kind} ${text}`;
