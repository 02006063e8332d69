import type { DownloadOutcome } from './download-file.ts';
import type { NeededFile } from './needed-files.ts';

/** A file that was not fetched. */
export interface UnfetchedFile {
  readonly fileName: string;
  /** SHA-1 as 40 upper-case hex digits. */
  readonly digest: string;
  /** Revisions it is for as `UpdateID.revision`, at least one and at most ten. */
  readonly updates: readonly string[];
  readonly reason: string;
}

/** What a content stage did; lists are in the order of the files. */
export interface ContentReport {
  /** Files fetched, verified and kept. */
  readonly stored: number;
  /** Bytes of those. */
  readonly bytes: number;
  /** The upstream server does not have them, or not yet. */
  readonly missing: readonly UnfetchedFile[];
  /** Not the files the metadata names, or nowhere to be asked for. */
  readonly refused: readonly UnfetchedFile[];
  /** The network, or a status of HTTP. */
  readonly failed: readonly UnfetchedFile[];
  /** Why files could not be written: the stage ended there, and of the other files nothing is said. */
  readonly disk?: string;
}

/** The last outcome of a file; none where the stage ended before it. */
export type StagedFile = readonly [file: NeededFile, outcome: DownloadOutcome | undefined];

/** `refusalOf` tells why DownloadFiles was refused for a missing file, where it was. */
export function contentReport(
  staged: readonly StagedFile[],
  refusalOf: (file: NeededFile) => string | undefined,
  disk: string | undefined,
): ContentReport {
  const stored = staged.flatMap(([, outcome]) => (outcome?.kind === 'stored' ? [outcome.bytes] : []));
  const unfetched = (kind: 'missing' | 'refused' | 'failed'): UnfetchedFile[] =>
    staged.flatMap(([file, outcome]) => {
      if (outcome?.kind !== kind) return [];
      const reason = 'reason' in outcome ? outcome.reason : (refusalOf(file) ?? 'HTTP 404');
      return [{ fileName: file.fileName, digest: digestOf(file), updates: file.updates, reason }];
    });
  return {
    stored: stored.length,
    bytes: stored.reduce((sum, bytes) => sum + bytes, 0),
    missing: unfetched('missing'),
    refused: unfetched('refused'),
    failed: unfetched('failed'),
    ...(disk !== undefined && { disk }),
  };
}

function digestOf({ sha1 }: NeededFile): string {
  return sha1.toString('hex').toUpperCase();
}
