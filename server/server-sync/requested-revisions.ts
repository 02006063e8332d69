import { SoapFault } from '../../protocol/soap/fault.ts';
import type { UpdateIdentity } from '../../protocol/wusp/common.ts';
import type { World } from '../world.ts';

/** Most missing revisions a fault names. */
const NAMED = 100;

/** A revision that was asked for. */
export interface RequestedRevision {
  readonly identity: UpdateIdentity;
  readonly revisionId: number;
}

/**
 * The revisions `updateIds` names, in its order. Throws SoapFault InvalidParameters `updateIds` for none or more than
 * `most`, and InternalServerError when one is not here: that fails the whole call, and Microsoft's server says which
 * (server sync facts §1.4, capture 39).
 */
export function requestedRevisions(
  { catalog }: World,
  updateIds: readonly UpdateIdentity[] | undefined,
  most: number,
): readonly RequestedRevision[] {
  if (updateIds === undefined || updateIds.length === 0 || updateIds.length > most)
    throw new SoapFault('InvalidParameters', 'updateIds');
  const { revisions } = catalog;
  const found = updateIds.map((identity) => ({
    identity,
    revisionId: revisions.find(identity.UpdateID.toLowerCase(), identity.RevisionNumber),
  }));
  const missing = found.filter(({ revisionId }) => revisionId === undefined);
  if (missing.length > 0)
    throw missingRevisions(catalog.configuration.current().profile, found.length, missing);
  return found as readonly RequestedRevision[];
}

function missingRevisions(
  profile: string,
  requested: number,
  missing: readonly { readonly identity: UpdateIdentity }[],
): SoapFault {
  if (profile !== 'microsoft') return new SoapFault('InternalServerError');
  const names = missing
    .slice(0, NAMED)
    .map(({ identity }) => `${identity.UpdateID}.${identity.RevisionNumber}`);
  return new SoapFault(
    'InternalServerError',
    `Requested ${requested} returned ${requested - missing.length}. Missing Revisions: ${names.join(', ')}`,
  );
}
