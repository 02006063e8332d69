import type { DownloadWanted, WantedFile } from '../download/fetch-plan.ts';
import type { WantedFiles } from './wanted-files.ts';

/** What an update says of a file it wants. The file is held to just that, whatever others say of the same bytes. */
export interface FileClaim extends DownloadWanted {
  /** Whether a publisher of this company may have signed it. */
  readonly isLocal: boolean;
}

/** What an offer says of its files. */
export function claimsOf({ files, isLocallyPublished }: WantedFiles): readonly FileClaim[] {
  return files.map((one) => ({ ...one, isLocal: isLocallyPublished }));
}

/** Claims of one key are met by the same file or by none. */
export function claimKey({ file, isLocal }: Pick<FileClaim, 'file' | 'isLocal'>): string {
  const { sha256 = '', size, name } = file;
  return [digestOf(file), size, sha256.toLowerCase(), isLocal ? 'local' : '', name].join(' ');
}

/** The SHA-1 of a claim in upper case. */
export function digestOf({ sha1 }: Pick<WantedFile, 'sha1'>): string {
  return sha1.toUpperCase();
}

/** Those claims of which no two have one key, by what `groupOf` gives. */
export function groupClaims(
  claims: readonly FileClaim[],
  groupOf: (file: WantedFile) => string,
): ReadonlyMap<string, readonly FileClaim[]> {
  const groups = new Map<string, FileClaim[]>();
  for (const one of new Map(claims.map((claim) => [claimKey(claim), claim])).values()) {
    const group = groups.get(groupOf(one.file));
    if (group === undefined) groups.set(groupOf(one.file), [one]);
    else group.push(one);
  }
  return groups;
}
