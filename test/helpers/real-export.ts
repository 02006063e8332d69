import type { Test } from 'tap';
import { shared } from './shared.ts';
import { hasTool, run } from './tools.ts';

/** One record of a `wsusutil export`. */
export interface ExportedRevision {
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly xml: string;
}

/** `guid,revision,length,`: the numbers are eight hexadecimal digits. */
const HEADER = 36 + 1 + 8 + 1 + 8 + 1;

/**
 * Every revision of the real export, unpacked by cabextract, or undefined where the export or the tool is
 * absent; the test `t` is then skipped and must return at once.
 */
export function realExport(t: Test): readonly ExportedRevision[] | undefined {
  const cab = shared(t, 'data/WSUS.cab');
  if (cab === undefined || !hasTool(t, 'cabextract')) return undefined;
  const metadata = run('cabextract', ['-q', '-p', '-F', 'metadata.txt', cab]).stdout.toString('utf8');
  const revisions: ExportedRevision[] = [];
  for (let at = 0; at < metadata.length; ) {
    const [updateId = '', revision = '', length = ''] = metadata.slice(at, at + HEADER).split(',');
    const end = at + HEADER + Number.parseInt(length, 16);
    revisions.push({
      updateId,
      revisionNumber: Number.parseInt(revision, 16),
      xml: metadata.slice(at + HEADER, end),
    });
    at = end + '\r\n'.length;
  }
  return revisions;
}
