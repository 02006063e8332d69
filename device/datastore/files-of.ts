import { readExtended } from '../../protocol/metadata/read-extended.ts';
import type { UpdateFile } from '../../protocol/metadata/update-document.ts';
import type { ExtendedInfo } from './cached-revision.ts';

type NamedFile = Pick<UpdateFile, 'fileName' | 'sha1'>;

const NONE: readonly NamedFile[] = [];
/** Scans, offers and calls ask for the files of one fragment again and again. */
const known = new WeakMap<ExtendedInfo, readonly NamedFile[]>();

/** The files an Extended fragment names; none where it is not known or cannot be read, which is told where it is used. */
export function filesOf(info: ExtendedInfo): readonly NamedFile[] {
  const files = known.get(info) ?? read(info);
  known.set(info, files);
  return files;
}

function read({ extended }: ExtendedInfo): readonly NamedFile[] {
  if (extended === undefined) return NONE;
  try {
    return readExtended(extended).files.map(({ fileName, sha1 }) => ({ fileName, sha1 }));
  } catch {
    return NONE;
  }
}
