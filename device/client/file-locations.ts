import { Buffer } from 'node:buffer';
import { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { FileLocation } from '../../protocol/wusp/extended-types.ts';
import type { Datastore } from '../datastore/datastore.ts';
import { filesOf } from '../datastore/files-of.ts';
import type { ServerCalls } from './server-calls.ts';

/** Digests asked for at once; a server may refuse more (wire facts §1.1). */
const MOST_DIGESTS = 100;
/** Longest address kept; a server's own have 120 characters, signed ones some 300. */
const MOST_URL_CHARACTERS = 2_048;

/**
 * GetFileLocations for all files whose address was known or that an update known names: [MS-WUSP] §3.1.5.10. Answers the
 * newest cookie.
 */
export async function askLocations(
  calls: ServerCalls,
  cookie: Cookie,
  store: Datastore,
): Promise<Cookie | undefined> {
  const wanted = new Set(store.locations.keys());
  for (const info of store.extended.values()) for (const { sha1 } of filesOf(info)) wanted.add(sha1);
  const digests = [...wanted];
  let newest: Cookie | undefined;
  for (let at = 0; at < digests.length; at += MOST_DIGESTS) {
    const batch = digests.slice(at, at + MOST_DIGESTS);
    const { GetFileLocationsResult: result } = await calls.call(
      clientService,
      clientService.operations.GetFileLocations,
      { cookie: newest ?? cookie, fileDigests: batch.map((sha1) => Buffer.from(sha1, 'hex')) },
    );
    keepLocations(store, new Set(batch), result?.FileLocations ?? []);
    if (result?.NewCookie?.EncryptedData !== undefined) newest = result.NewCookie;
  }
  return newest;
}

/** Keeps what a server says of where the files `asked` for are, SHA-1 in upper case; addresses are judged when they are used. */
export function keepLocations(
  store: Datastore,
  asked: ReadonlySet<string>,
  locations: readonly FileLocation[],
): void {
  for (const { FileDigest, Url = '' } of locations) {
    if (FileDigest?.length !== 20 || Url.length > MOST_URL_CHARACTERS) continue;
    const sha1 = FileDigest.toString('hex').toUpperCase();
    if (asked.has(sha1)) store.setLocation(sha1, Url.trim());
  }
}
