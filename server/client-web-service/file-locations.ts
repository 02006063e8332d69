import { contentUrlPath } from '../../catalog/content-store.ts';
import type { FileRow } from '../../catalog/store/files.ts';
import type { FileLocation } from '../../protocol/wusp/extended-types.ts';
import type { Caller } from '../world.ts';

/** Where a caller finds a file: on our content endpoint, whether the content is here or not (wire facts §2.8). */
export function fileLocation(caller: Caller, file: FileRow): FileLocation {
  return {
    FileDigest: file.sha1,
    Url: `${caller.contentBase}${contentUrlPath(file.sha1.toString('hex'), file.fileName)}`,
  };
}
