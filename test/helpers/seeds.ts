import { createHash } from 'node:crypto';
import { buildSeed } from '../../catalog/import/seed-build.ts';
import { parseSeed } from '../../catalog/import/seed-reader.ts';
import type { BuiltSeed, SeedTools } from '../../catalog/import/seed-tools.ts';
import { MockWuError } from '../../platform/errors/index.ts';
import { parseUpdateDocument } from '../../protocol/metadata/parse-update-document.ts';
import type { UpdateDocument } from '../../protocol/metadata/update-document.ts';

/** Tools that keep files in memory by SHA-1 and "sign" by adding a line that names the signer. */
export interface MemoryTools extends SeedTools {
  readonly files: Map<string, Buffer>;
}

/** The moment `memoryTools` says it is. */
export const NOW = Date.parse('2026-11-01T00:00:00Z');

export function memoryTools(
  signCabinet: SeedTools['signCabinet'] = (bytes, signer) =>
    Buffer.concat([bytes, Buffer.from(`signed ${signer}`)]),
): MemoryTools {
  const files = new Map<string, Buffer>();
  const digest = (algorithm: string, bytes: Uint8Array) =>
    createHash(algorithm).update(bytes).digest('hex').toUpperCase();
  return {
    files,
    now: NOW,
    signCabinet,
    storeContent: (bytes, extension) => {
      const sha1 = digest('sha1', bytes);
      files.set(`${sha1}.${extension}`, Buffer.from(bytes));
      return { sha1, sha256: digest('sha256', bytes), size: bytes.length };
    },
  };
}

/** A seed built from its text, with every document parsed again. */
export interface TestSeed extends BuiltSeed {
  readonly parsed: readonly UpdateDocument[];
  readonly files: ReadonlyMap<string, Buffer>;
  /** The document whose first title is `title`; of a pair the one people see. */
  readonly titled: (title: string) => UpdateDocument;
}

export function build(text: string, folder = import.meta.dirname): TestSeed {
  const tools = memoryTools();
  const built = buildSeed(parseSeed(text, { source: 'test.yaml', folder }), tools);
  const parsed = built.documents.map(({ xml }) => parseUpdateDocument(xml));
  return {
    ...built,
    parsed,
    files: tools.files,
    titled: (title) => {
      const found = parsed.findLast((document) => document.texts[0]?.title === title);
      if (!found) throw new Error(`no document is called ${title}`);
      return found;
    },
  };
}

/** The error of the catalogue that `action` throws, as `CODE: message | repair`, or what happened instead. */
export function refusalOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof MockWuError ? `${error.code}: ${error.message} | ${error.repair}` : String(error);
  }
  return 'nothing was refused';
}
