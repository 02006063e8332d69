import type { Clock } from '../platform/clock.ts';
import { issueLeaf, type Leaf, type LeafParts, leafValidity } from './leaves.ts';
import type { PermittedNames } from './permitted-names.ts';
import { readServerName, type ServerName } from './server-name.ts';

/** Server certificates by the name a client asks for. */
export interface ServerCertificates {
  /**
   * The certificate for `serverName`, or without one the certificate of the machine's own names.
   * Undefined for a name the issuer's constraints exclude or that is no name at all.
   */
  find(serverName?: string): Leaf | undefined;
  /** The certificate of the machine's own names. */
  own(): Leaf;
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
  const issue = (key: string, names: readonly ServerName[]): Leaf => {
    const validity = leafValidity(parts.issuance, clock);
    const known = kept.get(key);
    const leaf = known?.validity.notBefore === validity.notBefore ? known : issueLeaf(parts, names, validity);
    // Deleting first moves it to the end: the first key is the one unused for longest.
    kept.delete(key);
    kept.set(key, leaf);
    for (const oldest of kept.keys()) if (kept.size > MAX_KEPT) kept.delete(oldest);
    return leaf;
  };
  const own = () => issue('', permitted.own);
  return {
    own,
    find(serverName) {
      if (serverName === undefined || serverName === '') return own();
      const name = readServerName(serverName);
      if (name === undefined) return undefined;
      if (ownKeys.has(keyOf(name))) return own();
      return permitted.permits(name) ? issue(keyOf(name), [name]) : undefined;
    },
  };
}

const keyOf = ({ kind, text }: ServerName) => `${kind} ${text}`;
