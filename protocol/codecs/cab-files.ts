import { fail } from '../../platform/errors/index.ts';
import {
  ATTRIBUTE_UTF8_NAME,
  type CabFile,
  FILE_BYTES,
  FIRST_CONTINUED_FOLDER,
  MAX_NAME_BYTES,
} from './cab-format.ts';
import { type CabHead, needBytes } from './cab-header.ts';
import { unpackCabTime } from './cab-time.ts';

/**
 * Reads the file table, [MS-CAB] §2.3, and checks every file against the unpacked size of its folder
 * (`folderSizes`, by index). Throws CODEC_CAB_TRUNCATED, …_NAME, …_SPLIT, …_NO_SUCH_FOLDER, …_FILE_OUTSIDE_FOLDER.
 */
export function readCabFiles(head: CabHead, folderSizes: readonly number[]): readonly CabFile[] {
  const { bytes, view } = head.source;
  const files: CabFile[] = [];
  let at = head.filesAt;
  for (let index = 0; index < head.fileCount; index++) {
    needBytes(bytes, `entry of file ${index + 1}`, at, FILE_BYTES);
    const nameEnd = endOfName(bytes, at + FILE_BYTES);
    const file = readFile(view, at, bytes.subarray(at + FILE_BYTES, nameEnd));
    checkPlace(file, folderSizes);
    files.push(file);
    at = nameEnd + 1;
  }
  return files;
}

function endOfName(bytes: Uint8Array, start: number): number {
  const longest = bytes.subarray(start, start + MAX_NAME_BYTES + 1);
  const length = longest.indexOf(0);
  if (length > 0) return start + length;
  if (length === 0) fail('CODEC_CAB_NAME', { offset: start, problem: 'is empty' });
  if (longest.length <= MAX_NAME_BYTES) needBytes(bytes, 'file name', start, longest.length + 1);
  fail('CODEC_CAB_NAME', { offset: start, problem: `is longer than ${MAX_NAME_BYTES} bytes` });
}

function readFile(view: DataView, at: number, name: Uint8Array): CabFile {
  const attributes = view.getUint16(at + 14, true);
  return {
    name: nameText(name, attributes),
    size: view.getUint32(at, true),
    offset: view.getUint32(at + 4, true),
    folder: view.getUint16(at + 8, true),
    attributes,
    modified: unpackCabTime(view.getUint16(at + 10, true), view.getUint16(at + 12, true)),
  };
}

// Without the UTF-8 mark the code page is unknown; Latin-1 keeps every byte and is what cabextract assumes.
function nameText(name: Uint8Array, attributes: number): string {
  return Buffer.from(name).toString(attributes & ATTRIBUTE_UTF8_NAME ? 'utf8' : 'latin1');
}

function checkPlace(file: CabFile, folderSizes: readonly number[]): void {
  const { name, folder } = file;
  if (folder >= FIRST_CONTINUED_FOLDER)
    fail('CODEC_CAB_SPLIT', { neighbour: `the file ${name} in another cabinet` });
  const size = folderSizes[folder];
  if (size === undefined) fail('CODEC_CAB_NO_SUCH_FOLDER', { name, folder, folders: folderSizes.length });
  const end = file.offset + file.size;
  if (end > size) fail('CODEC_CAB_FILE_OUTSIDE_FOLDER', { name, folder, end, size });
}
