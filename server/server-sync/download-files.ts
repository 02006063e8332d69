import { SoapFault } from '../../protocol/soap/fault.ts';
import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/** [MS-WSUSSS] §3.1.4.11, Request validation. */
const MOST_DIGESTS = 100;

/** [MS-WSUSSS] §3.1.4.11: files that are known and not here are fetched with the next look at the upstream server. */
export function downloadFiles(
  world: World,
  _caller: Caller,
  request: RequestOf<'DownloadFiles'>,
): ResponseOf<'DownloadFiles'> {
  openServerSession(world, request.cookie);
  const { fileDigestList } = request;
  if (fileDigestList === undefined || fileDigestList.length > MOST_DIGESTS)
    throw new SoapFault('InvalidParameters', 'fileDigestList');
  const { files, write } = world.catalog;
  const missing = fileDigestList.filter((digest) => files.find(digest) === undefined);
  if (missing.length > 0)
    throw new SoapFault('FileDigestsMissing', missing.map((digest) => digest.toString('base64')).join('|'));
  if (fileDigestList.length > 0) {
    write(() => files.want(fileDigestList, world.clock.now()));
    world.filesWanted();
  }
  return {};
}
