import { messageOf } from '../../../platform/errors/index.ts';
import type { ContentDraft } from '../../content-draft.ts';
import { type ContentStore, extensionOf } from '../../content-store.ts';
import { type Fetched, type FetchPorts, fetchFile } from './fetch-file.ts';
import {
  createIncomingFile,
  type DiskTrouble,
  type IncomingFile,
  onDisk,
  type Refused,
  refused,
} from './incoming-file.ts';
import type { NeededFile } from './needed-files.ts';

/** What came of a file. */
export type DownloadOutcome =
  | { readonly kind: 'stored'; readonly bytes: number }
  /** Some address answered 404, and none had anything else. */
  | { readonly kind: 'missing' }
  /** The network, or a status of HTTP. */
  | { readonly kind: 'failed'; readonly reason: string }
  | Refused
  | DiskTrouble;

/** What a download needs. */
export interface DownloadPorts extends FetchPorts {
  readonly store: ContentStore;
  /** Told how many more bytes of the file there are; a negative number takes back what did not stay. */
  readonly onBytes?: (change: number) => void;
}

/**
 * Fetches `file` from the first of `urls` that has it, verifies its size and digests, and keeps it. Nothing but a
 * verified file ever lies under its name, and nothing else stays. Throws the reason of the signal alone.
 */
export async function downloadFile(
  file: NeededFile,
  urls: readonly string[],
  ports: DownloadPorts,
): Promise<DownloadOutcome> {
  const extension = extensionOf(file.fileName);
  if (extension === '') return refused(`"${file.fileName}" has no extension content is kept under`);
  let draft: ContentDraft;
  try {
    draft = await ports.store.draft(file.sha1.toString('hex'), extension);
  } catch (error) {
    return { kind: 'disk', reason: messageOf(error) };
  }
  const onBytes = ports.onBytes ?? (() => undefined);
  const incoming = createIncomingFile(file, draft, onBytes);
  let isStored = false;
  try {
    const fetched = await fetchFromAny(urls, incoming, ports);
    if (fetched.kind !== 'whole') return fetched;
    const trouble = await onDisk(() => draft.keep());
    isStored = trouble === undefined;
    return trouble ?? { kind: 'stored', bytes: incoming.bytes };
  } finally {
    await draft.discard();
    if (!isStored && incoming.bytes > 0) onBytes(-incoming.bytes);
  }
}

/**
 * Asks one address after the other. Where none has the file, wrong bytes say more than a 404, and that more than a
 * server that does not answer: of two ports a server may use one is often closed.
 */
async function fetchFromAny(
  urls: readonly string[],
  incoming: IncomingFile,
  ports: FetchPorts,
): Promise<Fetched> {
  const refusals: Refused[] = [];
  const failures: string[] = [];
  let isMissing = false;
  for (const url of urls) {
    const fetched = await fetchFile(url, incoming, ports);
    if (fetched.kind === 'whole' || fetched.kind === 'disk') return fetched;
    if (fetched.kind === 'refused') refusals.push(refused(`${url}: ${fetched.reason}`));
    else if (fetched.kind === 'missing') isMissing = true;
    else failures.push(`${url}: ${fetched.reason}`);
  }
  if (refusals[0]) return refusals[0];
  if (isMissing) return { kind: 'missing' };
  return { kind: 'failed', reason: failures.join('; ') || 'there is no address to ask' };
}
