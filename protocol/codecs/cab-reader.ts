import { fail } from '../../platform/errors/index.ts';
import { measureFolder } from './cab-blocks.ts';
import { readCabFiles } from './cab-files.ts';
import { checkCompression, unpackFolder } from './cab-folder.ts';
import { type CabFile, type CabLimits, DEFAULT_CAB_LIMITS } from './cab-format.ts';
import { type CabHead, readCabHead } from './cab-header.ts';

export type { CabFile, CabLimits, CabTime } from './cab-format.ts';

/** How many names the error for a missing file lists. */
const NAMES_LISTED = 10;

/** An opened cabinet. */
export interface Cab {
  /** In the order of the cabinet. */
  readonly files: readonly CabFile[];
  readonly setId: number;
  /** The area its header reserves: empty, zeros kept for a signature, or where a signature lies. */
  readonly headerReserve: Uint8Array;
  /**
   * The bytes of the file `name`, matched without regard to case. Its folder is unpacked once and kept as long as
   * the cabinet; the result is a view into it, to be read only.
   * Throws CODEC_CAB_NO_SUCH_FILE, CODEC_CAB_CHECKSUM, CODEC_CAB_BLOCK_SIZE, CODEC_MSZIP_DAMAGED, CODEC_LZX_DAMAGED.
   */
  extract(name: string): Uint8Array;
  /** Every file by its name as written, as {@link Cab.extract} gives it. */
  extractAll(): Map<string, Uint8Array>;
}

/**
 * Opens a Microsoft cabinet ([MS-CAB]): stored, MSZIP or LZX, not one of a set. Header, folders, files and the
 * sizes of all blocks are checked at once, and nothing is unpacked before a file is asked for. `bytes` may go on
 * behind the cabinet (signatures do) and must not change while the cabinet is in use.
 * Throws CODEC_CAB_…, naming what is wrong and where.
 */
export function openCab(bytes: Uint8Array, limits: Partial<CabLimits> = {}): Cab {
  const allowed = { ...DEFAULT_CAB_LIMITS, ...limits };
  const head = readCabHead(bytes, allowed);
  const folderSizes = measureFolders(head, allowed);
  const files = readCabFiles(head, folderSizes);
  const byName = indexByName(files);
  const bytesOf = createUnpacker(head, folderSizes);
  return {
    files,
    setId: head.setId,
    headerReserve: head.headerReserve,
    extract: (name) => bytesOf(byName.get(foldCase(name)) ?? noSuchFile(name, files)),
    extractAll: () => new Map(files.map((file) => [file.name, bytesOf(file)])),
  };
}

/** The unpacked size of each folder. Reads block headers only, at most one for every nine bytes of the cabinet. */
function measureFolders(head: CabHead, limits: CabLimits): readonly number[] {
  let unpacked = 0;
  let stored = 0;
  return head.folders.map((folder) => {
    checkCompression(folder);
    const measured = measureFolder(head.source, folder);
    unpacked += measured.size;
    stored += measured.stored;
    if (stored > head.source.bytes.length) fail('CODEC_CAB_OVERLAP', { folder: folder.index });
    checkUnpacked(unpacked, limits.maxUncompressedBytes);
    return measured.size;
  });
}

function checkUnpacked(count: number, limit: number): void {
  if (count <= limit) return;
  fail('CODEC_CAB_LIMIT', { count, what: 'unpacked bytes', limit, option: 'maxUncompressedBytes' });
}

function createUnpacker(head: CabHead, folderSizes: readonly number[]): (file: CabFile) => Uint8Array {
  const unpacked = new Map<number, Uint8Array>();
  return (file) => {
    const folder = head.folders[file.folder];
    const size = folderSizes[file.folder];
    if (folder === undefined || size === undefined) noSuchFolder(file, head);
    const contents = unpacked.get(folder.index) ?? unpackFolder(head.source, folder, size);
    unpacked.set(folder.index, contents);
    return contents.subarray(file.offset, file.offset + file.size);
  };
}

function indexByName(files: readonly CabFile[]): ReadonlyMap<string, CabFile> {
  const byName = new Map<string, CabFile>();
  for (const file of files) {
    const key = foldCase(file.name);
    if (byName.has(key)) fail('CODEC_CAB_DUPLICATE_NAME', { name: file.name });
    byName.set(key, file);
  }
  return byName;
}

function foldCase(name: string): string {
  return name.toLowerCase();
}

function noSuchFile(name: string, files: readonly CabFile[]): never {
  const listed = files.slice(0, NAMES_LISTED).map((file) => file.name);
  const more = files.length > NAMES_LISTED ? [`${files.length - NAMES_LISTED} more`] : [];
  fail('CODEC_CAB_NO_SUCH_FILE', { name, names: [...listed, ...more].join(', ') });
}

function noSuchFolder(file: CabFile, head: CabHead): never {
  fail('CODEC_CAB_NO_SUCH_FOLDER', { name: file.name, folder: file.folder, folders: head.folders.length });
}
