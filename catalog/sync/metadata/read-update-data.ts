import { stopwatch } from '../../../platform/clock.ts';
import { MockWuError, messageOf } from '../../../platform/errors/index.ts';
import { nextTurn } from '../../../platform/turns.ts';
import { readUpdateBlob } from '../../../protocol/codecs/update-blob.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import type { RevisionIdentity, UpdateDocument } from '../../../protocol/metadata/update-document.ts';
import type {
  ServerSyncUpdateData,
  ServerSyncUrlData,
  ServerUpdateData,
} from '../../../protocol/wsusss/update-data.ts';
import type { Refusal } from '../../store/upstreams.ts';
import { checkedAddress } from '../content/content-addresses.ts';
import { type Fetched, type FileAddress, refusal } from './fetched.ts';
import { revisionName } from './revision-name.ts';

/** Most bytes one document may unpack to: about three times the largest real one (47 million characters). */
const MOST_DOCUMENT_BYTES = 256 * 1024 * 1024;
/** Bytes the documents of one answer may unpack to together; one that was asked for alone may have more. */
const MOST_ANSWER_BYTES = 128 * 1024 * 1024;
/** Time to read documents in one go: a double serves clients while it synchronises. */
const A_TURN_MILLISECONDS = 15;
const SHA1_BYTES = 20;
/** Longest address taken. */
const LONGEST_URL = 2_048;

/** What an answer of GetUpdateData brought. */
export interface ReadAnswer extends Fetched {
  /** Names of the revisions that were in it, whether they could be read or not. */
  readonly answered: ReadonlySet<string>;
  /** Whether some were left for an answer of their own: together with the others they are too much. */
  readonly tooMuch: boolean;
}

/**
 * Takes an answer of GetUpdateData apart. Nothing in it is trusted: what cannot be read, was not asked for, or is another
 * revision than it says is refused by its name, and the rest is kept; what unpacks beyond `mostBytes` is left for later.
 */
export async function readUpdateData(
  result: ServerUpdateData | undefined,
  asked: readonly RevisionIdentity[],
  mostBytes = MOST_ANSWER_BYTES,
): Promise<ReadAnswer> {
  const wanted = new Set(asked.map(revisionName));
  const answered = new Set<string>();
  const documents: UpdateDocument[] = [];
  const refusals: Refusal[] = [];
  const unasked: Refusal[] = [];
  let tooMuch = false;
  let elapsed = stopwatch();
  let room = mostBytes;
  for (const update of result?.updates ?? []) {
    const identity = identityOf(update);
    const name = revisionName(identity);
    if (answered.has(name)) continue;
    if (!wanted.has(name)) {
      unasked.push(refusal(identity, 'it was not asked for'));
      continue;
    }
    answered.add(name);
    if (elapsed() > A_TURN_MILLISECONDS) {
      await nextTurn();
      elapsed = stopwatch();
    }
    try {
      const xml = xmlOf(update, asked.length === 1 ? MOST_DOCUMENT_BYTES : room);
      room -= xml.length * 2;
      documents.push(sameRevision(parseUpdateDocument(xml), identity));
    } catch (error) {
      if (!(error instanceof MockWuError) && !(error instanceof Mismatch)) throw error;
      if (isTooMuch(error) && asked.length > 1) {
        answered.delete(name);
        tooMuch = true;
        continue;
      }
      refusals.push(refusal(identity, messageOf(error)));
    }
  }
  const { files, remarks } = readFiles(result?.fileUrls ?? [], documents);
  return { documents, refusals, answered, tooMuch, files, remarks: [...unasked, ...remarks] };
}

function isTooMuch(error: unknown): boolean {
  return error instanceof MockWuError && error.code === 'CODEC_CAB_LIMIT';
}

/** A document that is not what the answer says it is. */
class Mismatch extends Error {
  override readonly name = 'Mismatch';
}

function identityOf({ Id }: ServerSyncUpdateData): RevisionIdentity {
  return {
    updateId: (Id?.UpdateID ?? 'an update without id').toLowerCase(),
    revisionNumber: Id?.RevisionNumber ?? 0,
  };
}

function xmlOf(
  { XmlUpdateBlob, XmlUpdateBlobCompressed }: ServerSyncUpdateData,
  maxDocumentBytes: number,
): string {
  if (XmlUpdateBlob !== undefined) return XmlUpdateBlob;
  if (XmlUpdateBlobCompressed !== undefined)
    return readUpdateBlob(XmlUpdateBlobCompressed, { maxDocumentBytes });
  throw new Mismatch('the answer has no document for it');
}

function sameRevision(document: UpdateDocument, identity: RevisionIdentity): UpdateDocument {
  const found = revisionName(document);
  if (found === revisionName(identity)) return document;
  throw new Mismatch(`the document is of ${found}`);
}

function readFiles(
  urls: readonly ServerSyncUrlData[],
  documents: readonly UpdateDocument[],
): Pick<Fetched, 'files' | 'remarks'> {
  const files: FileAddress[] = [];
  const remarks: Refusal[] = [];
  // Of no other file of the catalogue it is for this answer to say where it lies.
  const own = digestsOf(documents);
  for (const { FileDigest: sha1, MUUrl, DecryptionKey } of urls) {
    if (sha1?.length !== SHA1_BYTES || !own.has(hexOf(sha1))) continue;
    const muUrl = MUUrl === undefined || MUUrl.trim() === '' ? undefined : MUUrl.trim();
    const isTaken = muUrl === undefined || isFetchable(muUrl);
    if (!isTaken) remarks.push(...ownersOf(sha1, documents).map((one) => refusal(one, schemeReason(muUrl))));
    files.push({
      sha1,
      ...(isTaken && muUrl !== undefined && { muUrl }),
      ...(DecryptionKey !== undefined && DecryptionKey.length > 0 && { decryptionKey: DecryptionKey }),
    });
  }
  return { files, remarks };
}

/** Whether a file could be fetched from there: other schemes reach what no update lies behind. */
function isFetchable(url: string): boolean {
  return url.length <= LONGEST_URL && checkedAddress(url).kind === 'taken';
}

function schemeReason(url: string): string {
  return `the address of its file is not taken: "${url.slice(0, 100)}" is no plain http: or https: URL`;
}

/** The files documents name, as 40 upper-case hex digits. */
export function digestsOf(documents: readonly UpdateDocument[]): ReadonlySet<string> {
  return new Set(
    documents.flatMap(({ files, eulaFiles }) => [...files, ...eulaFiles].map(({ sha1 }) => sha1)),
  );
}

export function hexOf(sha1: Buffer): string {
  return sha1.toString('hex').toUpperCase();
}

function ownersOf(sha1: Buffer, documents: readonly UpdateDocument[]): readonly RevisionIdentity[] {
  const digits = hexOf(sha1);
  return documents.filter(({ files, eulaFiles }) =>
    [...files, ...eulaFiles].some((file) => file.sha1 === digits),
  );
}
