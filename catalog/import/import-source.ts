import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, MockWuError, messageOf } from '../../platform/errors/index.ts';
import { openCab } from '../../protocol/codecs/cab-reader.ts';
import type { Catalog } from '../catalog.ts';
import { documentFiles, readDocuments } from './document-folder.ts';
import { countRevisions, exportedDocuments, exportedFiles, isExportCab } from './export-cab.ts';
import { type ImportResult, importDocuments } from './import-documents.ts';
import type { ImportReport, ImportWatcher, SeedPorts } from './import-ports.ts';
import { importSeed } from './import-seed.ts';

const EXPORT_NAME = /\.cab$/i;
const SEED_NAME = /\.(ya?ml|json)$/i;
const DOCUMENT_NAME = /\.xml$/i;

/**
 * Imports whatever `source` is: `demo`, a seed file, an update document or a folder of them, a wsusutil export.
 * One transaction a source: all of it stays, or nothing.
 *
 * @throws CATALOG_IMPORT_SOURCE when it is none of these, and what the importers throw
 */
export function importSource(
  catalog: Catalog,
  source: string,
  ports: SeedPorts,
  watcher?: ImportWatcher,
): ImportReport {
  if (source === 'demo') return { source, kind: 'seed', ...importSeed(catalog, source, ports, watcher) };
  const isFolder = kindOf(source) === 'folder';
  if (isFolder || DOCUMENT_NAME.test(source)) {
    const files = isFolder ? documentFiles(source) : [source];
    return {
      source,
      kind: 'documents',
      ...watched(catalog, source, files.length, readDocuments(files), watcher),
    };
  }
  if (EXPORT_NAME.test(source)) return { source, kind: 'export', ...importExport(catalog, source, watcher) };
  if (SEED_NAME.test(source)) return { source, kind: 'seed', ...importSeed(catalog, source, ports, watcher) };
  return fail('CATALOG_IMPORT_SOURCE', { source, reason: 'it is of no kind that is known' });
}

function kindOf(source: string): 'file' | 'folder' {
  try {
    return statSync(source).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return fail('CATALOG_IMPORT_SOURCE', { source, reason: messageOf(error) }, error);
  }
}

function importExport(catalog: Catalog, source: string, watcher?: ImportWatcher): ImportResult {
  const cab = naming(source, () => openCab(readFileSync(source)));
  if (!isExportCab(cab)) {
    fail('CATALOG_IMPORT_SOURCE', { source, reason: 'the cabinet holds no package.xml and metadata.txt' });
  }
  const packageXml = naming(source, () => cab.extract('package.xml'));
  const name = path.basename(source);
  const documents = exportedDocuments(
    naming(source, () => cab.extract('metadata.txt')),
    name,
  );
  return watched(catalog, name, countRevisions(packageXml), documents, watcher, () => {
    for (const { sha1, muUrl } of exportedFiles(packageXml)) catalog.files.setMuUrl(sha1, muUrl);
  });
}

/** Runs `work` on the file `source`; what the file is to blame for names it. */
function naming<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const isFile = error instanceof Error && 'syscall' in error;
    if (!isFile && !(error instanceof MockWuError)) throw error;
    return fail('CATALOG_IMPORT_SOURCE', { source, reason: messageOf(error) }, error);
  }
}

/** Imports `items` in one transaction, with `more` at its end. */
function watched(
  catalog: Catalog,
  name: string,
  total: number,
  items: Parameters<typeof importDocuments>[1],
  watcher?: ImportWatcher,
  more?: () => void,
): ImportResult {
  watcher?.start(name, total);
  try {
    return catalog.write(() => {
      const result = importDocuments(catalog, items, (done) => watcher?.step(done));
      more?.();
      return result;
    });
  } finally {
    watcher?.stop();
  }
}
