import { XMLParser } from 'fast-xml-parser';
import { fail } from '../../platform/errors/index.ts';
import type { Cab } from '../../protocol/codecs/cab-reader.ts';
import type { ImportItem } from './import-documents.ts';

/** Most UTF-16 units one document may have: about four times the largest real one (47 MB). */
const MAX_DOCUMENT_UNITS = 0x0c00_0000;
const COMMA = 0x2c;
const CR = 0x0d;
const LF = 0x0a;
/** `guid,revision,length,` of a record: 36 + 8 + 8 characters and three commas. */
const RECORD_HEAD = 55;

/** A file `package.xml` lists, with where Microsoft keeps it. */
export interface ExportedFile {
  readonly sha1: Buffer;
  readonly muUrl: string;
}

/** Whether a cabinet is a `wsusutil export`: it holds package.xml and metadata.txt. */
export function isExportCab(cab: Cab): boolean {
  const names = new Set(cab.files.map(({ name }) => name.toLowerCase()));
  return names.has('metadata.txt') && names.has('package.xml');
}

/**
 * The documents of an export in its order (bundled before bundlers). `metadata.txt` is cut by length, never by
 * line: documents contain line breaks (server sync facts §3.4). Throws CATALOG_IMPORT_REFUSED at a damaged record.
 */
export function* exportedDocuments(metadata: Uint8Array, source: string): Generator<ImportItem> {
  const bytes = Buffer.from(metadata.buffer, metadata.byteOffset, metadata.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const head = /^([0-9a-fA-F-]{36}),([0-9a-fA-F]{8}),([0-9a-fA-F]{8}),$/.exec(
      bytes.toString('latin1', at, at + RECORD_HEAD),
    );
    const revision = head === null ? `at byte ${at}` : `${head[1]}.${Number.parseInt(head[2] ?? '', 16)}`;
    const units = Number.parseInt(head?.[3] ?? '', 16);
    if (head === null || bytes[at + RECORD_HEAD - 1] !== COMMA || units > MAX_DOCUMENT_UNITS) {
      fail('CATALOG_IMPORT_REFUSED', { source, revision, reason: 'metadata.txt has a damaged record' });
    }
    const start = at + RECORD_HEAD;
    // A UTF-16 unit takes at most three bytes of UTF-8, so this window holds the whole document.
    const xml = bytes.toString('utf8', start, Math.min(bytes.length, start + units * 3)).slice(0, units);
    const end = start + Buffer.byteLength(xml);
    if (xml.length !== units || bytes[end] !== CR || bytes[end + 1] !== LF) {
      fail('CATALOG_IMPORT_REFUSED', {
        source,
        revision,
        reason: `metadata.txt does not hold the ${units} characters it promises`,
      });
    }
    yield { xml, source, revision };
    at = end + 2;
  }
}

/** How many records `metadata.txt` has, by its own lengths; for progress. */
export function countRevisions(packageXml: Uint8Array): number {
  return packageXml.length === 0
    ? 0
    : (Buffer.from(packageXml)
        .toString('latin1')
        .match(/<Update /g)?.length ?? 0);
}

/** The files of `package.xml` that have an address. */
export function exportedFiles(packageXml: Uint8Array): ExportedFile[] {
  const text = Buffer.from(packageXml)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  // Only the Files list is read; the Updates list repeats what the documents say.
  const list = /<Files>([\s\S]*?)<\/Files>/.exec(text)?.[1];
  if (list === undefined) return [];
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => name === 'File',
  });
  const files =
    (parser.parse(`<Files>${list}</Files>`) as { Files?: { File?: Record<string, string>[] } }).Files?.File ??
    [];
  return files.flatMap(({ Digest = '', MUUrl = '' }) => {
    const sha1 = Buffer.from(Digest, 'base64');
    return sha1.length === 20 && MUUrl !== '' ? [{ sha1, muUrl: MUUrl }] : [];
  });
}
