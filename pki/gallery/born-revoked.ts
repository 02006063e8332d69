import type { IssuerId } from '../credential.ts';
import type { PkiFolder } from '../folder.ts';
import type { Issuance } from '../issuance.ts';
import {
  openRevocations,
  type RevocationFile,
  type RevocationList,
  type RevocationReason,
  type Revocations,
} from '../revocations.ts';
import type { Serials } from '../serials.ts';

/** Those that revocation lists name. */
const FILE: RevocationFile = { name: 'born-revoked.json', limit: 512 };
/** Behind this the file has room for authorities only, whose number no client decides on. */
const MOST_SERVERS = 256;

/** Certificates that are revoked from the moment they are made. */
export interface BornRevoked {
  /** Puts one on the revocation list of its issuer, for good. Full lists stay as they are. */
  list(issuer: IssuerId, serial: string, reason: RevocationReason): void;
  /** `revocations`, as long as they live, with these among them. */
  among(revocations: Revocations): Revocations;
}

/** The name under which such serial numbers below `issuer` are made: they prove by themselves what they are. */
export const revokedBelow = (issuer: IssuerId): string => `${issuer} revoked`;

/** Opens them in `folder`. Throws PKI_FILE_DAMAGED. */
export function openBornRevoked(folder: PkiFolder, { made }: Issuance, serials: Serials): BornRevoked {
  return createBornRevoked(openRevocations(folder, { now: () => made }, FILE), serials, made);
}

/**
 * Knows them by their serial numbers, so status answers need no list. Revocation lists must name each, and name those
 * in `listed`: one for each name, period and address a client saw, as long as there is room. `made`, in milliseconds, is when all of
 * them were revoked.
 */
function createBornRevoked(listed: RevocationList, serials: Serials, made: number): BornRevoked {
  return {
    list(issuer, serial, reason) {
      // Clients choose the names: they must not be able to fill a disk, nor the list of what a user revoked.
      const most = reason === 'cACompromise' ? FILE.limit : MOST_SERVERS;
      if (listed.size() < most) listed.add(issuer, serial, reason);
    },
    among(revocations) {
      const find: Revocations['find'] = (issuer, serial) => {
        const known = revocations.find(issuer, serial) ?? listed.find(issuer, serial);
        if (known !== undefined || !serials.issued(revokedBelow(issuer), serial)) return known;
        return { issuer, serial, reason: 'keyCompromise', at: made };
      };
      return {
        find,
        of: (issuer) => [...revocations.of(issuer), ...listed.of(issuer)],
        add: (issuer, serial, reason) => find(issuer, serial) ?? revocations.add(issuer, serial, reason),
      };
    },
  };
}
