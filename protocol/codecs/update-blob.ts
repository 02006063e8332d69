import { constants } from 'node:buffer';
import { fail } from '../../platform/errors/index.ts';
import { measureFolder } from './cab-blocks.ts';
import { readCabFiles } from './cab-files.ts';
import { checkCompression, unpackFolder } from './cab-folder.ts';
import { type CabFolder, DEFAULT_CAB_LIMITS } from './cab-format.ts';
import { type CabHead, readCabHead } from './cab-header.ts';
import { loneSurrogate } from './well-formed.ts';

export { type UpdateBlobCompression, writeUpdateBlob } from './update-blob-writer.ts';

/** Up to this many bytes of UTF-16 a document travels as it is, in XmlUpdateBlob. [MS-WSUSSS] GetUpdateData. */
export const PLAIN_BLOB_BYTES = 5_120;

const BYTE_ORDER_MARK = 0xfeff;
const CHARACTER_BYTES = 2;
/** What a string of this engine can hold, whatever the caller allows. */
const MAX_STRING_BYTES = constants.MAX_STRING_LENGTH * CHARACTER_BYTES;

/** The most an update blob may ask for before it is refused. */
export interface UpdateBlobLimits {
  /**
   * Bytes of UTF-16 it may unpack to. There is no limit of their ratio: honest documents repeat themselves enough to
   * reach what either packing can give, several hundred to 1.
   */
  readonly maxDocumentBytes: number;
}

/** Over twice the UTF-16 of the largest fragment known, 47 MB in UTF-8. */
export const DEFAULT_UPDATE_BLOB_LIMITS: UpdateBlobLimits = { maxDocumentBytes: 256 * 1024 ** 2 };

/** Whether the document `xml` is too long for XmlUpdateBlob and goes as XmlUpdateBlobCompressed, [MS-WSUSSS] GetUpdateData. */
export function isCompressedBlobNeeded(xml: string): boolean {
  return xml.length * CHARACTER_BYTES > PLAIN_BLOB_BYTES;
}

/**
 * The document in an update blob (XmlUpdateBlobCompressed of GetUpdateData): a cabinet, stored, MSZIP or LZX, with a
 * single file of any name, which is UTF-16LE with or without a byte order mark. Capture 37 has one of a real server.
 * The sizes of all blocks are added up before memory is taken. Bytes behind the cabinet are ignored.
 * Throws CODEC_BLOB_… for what is no such document, and CODEC_CAB_…, CODEC_MSZIP_DAMAGED and CODEC_LZX_DAMAGED for
 * what is no sound cabinet.
 */
export function readUpdateBlob(bytes: Uint8Array, limits: Partial<UpdateBlobLimits> = {}): string {
  const { maxDocumentBytes } = { ...DEFAULT_UPDATE_BLOB_LIMITS, ...limits };
  const head = readCabHead(bytes, DEFAULT_CAB_LIMITS);
  const folder = onlyFolder(head);
  checkCompression(folder);
  const { size } = measureFolder(head.source, folder);
  checkSize(size, Math.min(maxDocumentBytes, MAX_STRING_BYTES));
  checkFile(head, size);
  return decodeUtf16(unpackFolder(head.source, folder, size));
}

function onlyFolder({ folders, fileCount }: CabHead): CabFolder {
  const [folder] = folders;
  if (folder !== undefined && folders.length === 1 && fileCount === 1) return folder;
  fail('CODEC_BLOB_MEMBERS', { files: fileCount, folders: folders.length });
}

function checkSize(count: number, limit: number): void {
  if (count <= limit) return;
  fail('CODEC_CAB_LIMIT', { count, what: 'unpacked bytes', limit, option: 'maxDocumentBytes' });
}

/** Nothing may lie beside the document: a reader that takes the file and one that takes the folder must see the same. */
function checkFile(head: CabHead, unpacked: number): void {
  const [file] = readCabFiles(head, [unpacked]);
  if (file === undefined || (file.offset === 0 && file.size === unpacked)) return;
  fail('CODEC_BLOB_SIZE', { size: file.size, offset: file.offset, unpacked });
}

function decodeUtf16(bytes: Uint8Array): string {
  if (bytes.length % CHARACTER_BYTES !== 0) notUtf16(`it has ${bytes.length} bytes, an odd number`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le');
  const lone = loneSurrogate(text);
  if (lone !== -1) notUtf16(`half of a surrogate pair stands alone at character ${lone}`);
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

function notUtf16(problem: string): never {
  fail('CODEC_BLOB_NOT_UTF16', { problem });
}
