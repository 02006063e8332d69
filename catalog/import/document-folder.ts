import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../../platform/errors/index.ts';
import type { ImportItem } from './import-documents.ts';

/** Largest update document read from a file, in bytes; the largest real one has 47 MB. */
const MAX_DOCUMENT_BYTES = 192 * 1024 * 1024;

/** The update documents (`.xml`) in `folder` and below it, by name. Throws CATALOG_IMPORT_SOURCE when there are none. */
export function documentFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.toLowerCase().endsWith('.xml'))
    .sort();
  if (names.length === 0)
    fail('CATALOG_IMPORT_SOURCE', { source: folder, reason: 'the folder holds no .xml document' });
  return names.map((name) => path.join(folder, name));
}

/** Reads documents one after the other. UTF-16 with a byte order mark is understood, as exports of blobs have it. */
export function* readDocuments(files: readonly string[]): Generator<ImportItem> {
  for (const file of files) yield { xml: readText(file), source: file };
}

function readText(file: string): string {
  try {
    if (statSync(file).size > MAX_DOCUMENT_BYTES) {
      fail('CATALOG_IMPORT_SOURCE', { source: file, reason: `it has more than ${MAX_DOCUMENT_BYTES} bytes` });
    }
    const bytes = readFileSync(file);
    return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le', 2) : bytes.toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      fail('CATALOG_IMPORT_SOURCE', { source: file, reason: messageOf(error) }, error);
    }
    throw error;
  }
}
