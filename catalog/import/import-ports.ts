import type { SignerName } from '../../protocol/authenticode/broken-signers.ts';
import type { ContentStore } from '../content-store.ts';
import type { ImportResult } from './import-documents.ts';

/** What seeds need beside the catalogue. */
export interface SeedPorts {
  readonly content: ContentStore;
  signCabinet(bytes: Uint8Array, signer: SignerName): Uint8Array;
  /** Names the signing keys: a seed is built again when they are others. */
  readonly signerId: string;
  /** What to remember the seed by once it is in; see `seedMark`. */
  readonly mark?: string;
}

/** What happens during an import, for a progress bar. */
export interface ImportWatcher {
  /** `total` revisions are to come, as far as the source says. */
  start(source: string, total: number): void;
  /** `done` are in. */
  step(done: number): void;
  stop(): void;
}

/** An import that went through. */
export interface ImportReport extends ImportResult {
  readonly source: string;
  readonly kind: 'seed' | 'documents' | 'export';
}
