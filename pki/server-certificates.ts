import type { Clock } from '../platform/clock.ts';
import { type AskedNames, createAskedNames } from './asked-names.ts';
import { validityOf } from './certificate-fields.ts';
import { issueLeaf, type Leaf, type LeafParts, leafValidity } from './leaves.ts';
import type { PermittedNames } from './permitted-names.ts';

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
  const ask = createAskedNames(permitted);
  const limit = validityOf(parts.issuer.certificate);
  const issue = (asked: AskedNames, now = clock.now()): Leaf => {
    const validity = leafValidity(parts.issuance, limit, now);
    const key = `${validity.notBefore} ${asked.key}`;
    const leaf = kept.get(key) ?? issueLeaf(parts, asked.names, validity);
    // Deleting first moves it to the end: the first key is the one unused for longest.
    kept.delete(key);
    kept.set(key, leaf);
    for (const oldest of kept.keys()) if (kept.size > MAX_KEPT) kept.delete(oldest);
    return leaf;
  };
  return {
    own: (now) => issue({ key: '', names: permitted.own }, now),
    find(serverName, now) {
      const asked = ask(serverName);
      return asked === undefined ? undefined : issue(asked, now);
    },
  };
}
