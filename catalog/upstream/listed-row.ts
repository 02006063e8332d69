import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';

/** A revision with what decides whether it is listed. */
export interface ListedRow extends RevisionIdentity {
  readonly revisionId: number;
  readonly arrivedAt: number;
  readonly protocol: string | null;
  readonly languages: string;
}

/** The columns of a row: of revision `r` of update `u`. */
export const LISTED_COLUMNS = `r.revision_id AS revisionId, u.update_id AS updateId,
  r.revision_number AS revisionNumber, r.arrived_at AS arrivedAt, r.compatible_protocol_version AS protocol, r.languages`;
