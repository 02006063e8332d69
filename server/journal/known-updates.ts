import type { Catalog } from '../../catalog/catalog.ts';
import { createUpdateNames } from '../../catalog/reports/update-name.ts';
import type { FileRow } from '../../catalog/store/files.ts';
import type { CallEntry, JournalEntry } from './entry.ts';
import { eventsOfCall } from './reported-events.ts';

/** What a journal asks the catalogue, to tell which updates an entry is about. */
export interface KnownUpdates {
  /** The UpdateID of an update by UpdateID, KB number or title. Throws MockWuError when it names none or several. */
  require(name: string): string;
  /** The updates of a file, as `UpdateID/revision number`, oldest revision first. */
  ofFile(sha1: string): readonly string[];
  /** What documents call a file. */
  fileName(sha1: string): string | undefined;
  /** The file with that SHA-1 in hex or that name in documents. */
  fileNamed(name: string): FileRow | undefined;
  /** The DNS name a computer gave; undefined for one that is not known. */
  dnsName(computerId: string): string | undefined;
  /** UpdateIDs an entry is about, in lower case: of its file, of the revisions it asks for, of the events it brings. */
  of(entry: JournalEntry): readonly string[];
  /** The same for a decoded call. */
  ofCall(call: CallParts): readonly string[];
  /** Upper-case SHA-1s of the files whose addresses a call was given. */
  filesTold(entry: CallParts): readonly string[];
}

const SHA1 = /^[0-9a-f]{40}$/i;

/** What tells which updates a call is about. */
export type CallParts = Pick<CallEntry, 'operation' | 'parameters'>;

/** The UpdateID in `UpdateID/revision number`. */
export function updateIdIn(identity: string): string {
  return identity.split('/')[0] ?? '';
}

/** Answers from `catalog` as it is when it is asked. */
export function createKnownUpdates(catalog: Catalog): KnownUpdates {
  const names = createUpdateNames(catalog.database);
  const ofFile = catalog.database
    .prepare<[Buffer], string>(
      `SELECT u.update_id || '/' || r.revision_number FROM revision_file f JOIN revision r USING (revision_id)
         JOIN update_identity u USING (update_key) WHERE f.sha1 = ? ORDER BY r.revision_id`,
    )
    .pluck();
  const ofRevision = catalog.database
    .prepare<[number], string>(
      'SELECT u.update_id FROM revision r JOIN update_identity u USING (update_key) WHERE r.revision_id = ?',
    )
    .pluck();
  const byName = catalog.database
    .prepare<[string], Buffer>(
      'SELECT sha1 FROM file WHERE file_name = ? COLLATE NOCASE ORDER BY sha1 LIMIT 1',
    )
    .pluck();
  const filesOf = (sha1: string): string[] => ofFile.all(Buffer.from(sha1, 'hex')) as string[];
  const ofCall = (call: CallParts): readonly string[] => [
    ...revisionsAsked(call).flatMap((id) => (ofRevision.get(id) as string | undefined) ?? []),
    ...identitiesAsked(call).map(([id]) => id),
    ...eventsOfCall(call).flatMap(({ updateId }) => (updateId === undefined ? [] : [updateId])),
  ];
  return {
    require: names.require,
    ofFile: filesOf,
    fileName: (sha1) => catalog.files.find(Buffer.from(sha1, 'hex'))?.fileName,
    fileNamed: (name) => {
      const sha1 = SHA1.test(name) ? Buffer.from(name, 'hex') : (byName.get(name) as Buffer | undefined);
      return sha1 && catalog.files.find(sha1);
    },
    dnsName: (computerId) => catalog.computers.find(computerId)?.dnsName,
    of: (entry) => {
      if (entry.kind === 'content') return entry.file.updates.map(updateIdIn);
      return entry.kind === 'call' ? ofCall(entry) : [];
    },
    ofCall,
    filesTold: (entry) => {
      const asked = parametersOf(entry).fileDigests;
      if (Array.isArray(asked)) return asked.filter(Buffer.isBuffer).map(hex);
      const revisions = [
        ...revisionsAsked(entry),
        ...identitiesAsked(entry).flatMap(([id, number]) => catalog.revisions.find(id, number) ?? []),
      ];
      return revisions.flatMap((id) => catalog.files.ofRevision(id).map(({ sha1 }) => hex(sha1)));
    },
  };
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}

function parametersOf({ parameters }: CallParts): Readonly<Record<string, unknown>> {
  return typeof parameters === 'object' && parameters !== null
    ? (parameters as Readonly<Record<string, unknown>>)
    : {};
}

/** RevisionIDs of GetExtendedUpdateInfo. */
function revisionsAsked(entry: CallParts): readonly number[] {
  const { revisionIDs } = parametersOf(entry);
  return Array.isArray(revisionIDs) ? revisionIDs.filter((id) => typeof id === 'number') : [];
}

/** UpdateIDs with revision numbers of GetExtendedUpdateInfo2 and RefreshCache. */
function identitiesAsked(entry: CallParts): readonly (readonly [string, number])[] {
  const { updateIDs, globalIDs } = parametersOf(entry);
  const list = Array.isArray(updateIDs) ? updateIDs : Array.isArray(globalIDs) ? globalIDs : [];
  return list.map((one: { UpdateID?: unknown; RevisionNumber?: unknown }) => [
    String(one.UpdateID).toLowerCase(),
    Number(one.RevisionNumber),
  ]);
}
