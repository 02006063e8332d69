import { createHash, type Hash } from 'node:crypto';
import { messageOf } from '../../../platform/errors/index.ts';
import type { ContentDraft } from '../../content-draft.ts';
import type { NeededFile } from './needed-files.ts';

/** It is not the file that was asked for, or nothing that may be asked for. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
}

/** It could not be written. */
export interface DiskTrouble {
  readonly kind: 'disk';
  readonly reason: string;
}

/** A file while it comes in: written, counted and digested at once. */
export interface IncomingFile {
  /** Bytes taken so far. */
  readonly bytes: number;
  /** Whether as many came as the metadata tells. */
  readonly isComplete: boolean;
  /** Takes the next bytes; tells when there are too many of them, or no room. */
  take(bytes: Uint8Array): Promise<Refused | DiskTrouble | undefined>;
  /** Back to no bytes. */
  restart(): Promise<DiskTrouble | undefined>;
  /** What keeps the file from being the one the metadata names. Asked once, at its end. */
  verify(): Refused | undefined;
}

/**
 * Takes `file` into `draft`. `onBytes` is told how many more bytes there are, or, after a restart, how many fewer.
 */
export function createIncomingFile(
  file: NeededFile,
  draft: ContentDraft,
  onBytes: (change: number) => void,
): IncomingFile {
  let bytes = 0;
  let digests = createDigests(file);
  return {
    get bytes() {
      return bytes;
    },
    get isComplete() {
      return bytes === file.size;
    },
    take: async (piece) => {
      if (bytes + piece.length > file.size) return refused(`more than ${file.size} bytes came`);
      // Digested while it is written.
      const written = onDisk(() => draft.write(piece));
      digests.update(piece);
      bytes += piece.length;
      onBytes(piece.length);
      return written;
    },
    restart: async () => {
      if (bytes === 0) return undefined;
      onBytes(-bytes);
      bytes = 0;
      digests = createDigests(file);
      return onDisk(() => draft.restart());
    },
    verify: () => {
      if (bytes !== file.size) return refused(`${bytes} bytes came instead of ${file.size}`);
      return digests.verify();
    },
  };
}

/** Runs `work` on the file system and tells what went wrong with it. */
export async function onDisk(work: () => Promise<unknown>): Promise<DiskTrouble | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { kind: 'disk', reason: messageOf(error) };
  }
}

export function refused(reason: string): Refused {
  return { kind: 'refused', reason };
}

/** Every document tells the SHA-1, and newer ones the SHA-256 as well (server sync facts §2.2). */
function createDigests({ sha1, sha256 }: NeededFile): {
  update(piece: Uint8Array): void;
  verify(): Refused | undefined;
} {
  const all: readonly { readonly name: string; readonly expected: Buffer; readonly hash: Hash }[] = [
    { name: 'SHA-1', expected: sha1, hash: createHash('sha1') },
    ...(sha256 ? [{ name: 'SHA-256', expected: sha256, hash: createHash('sha256') }] : []),
  ];
  return {
    update: (piece) => {
      for (const { hash } of all) hash.update(piece);
    },
    verify: () => {
      for (const { name, expected, hash } of all) {
        const actual = hash.digest();
        if (!actual.equals(expected))
          return refused(`its ${name} is ${actual.toString('hex')} instead of ${expected.toString('hex')}`);
      }
      return undefined;
    },
  };
}
