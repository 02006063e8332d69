import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../errors/index.ts';
import type { DocumentErrors } from './document-errors.ts';
import { MAX_JSON_BYTES } from './parse-text.ts';

type FileErrors = Pick<DocumentErrors, 'unreadable' | 'tooLarge'>;

/** The text of a file in UTF-8, as long as a document may be. Throws the unreadable and tooLarge of `errors`. */
export function readTextFile(file: string, errors: FileErrors): string {
  return decodeUtf8(readBytes(file, MAX_JSON_BYTES, errors), file, errors);
}

/** A regular file of at most `limit` bytes. Throws the unreadable and tooLarge of `errors`. */
export function readBytes(file: string, limit: number, errors: FileErrors): Buffer {
  const { isFile, size } = attempt(file, errors, () => {
    const stat = statSync(file);
    return { isFile: stat.isFile(), size: stat.size };
  });
  // A pipe or a device would be read for ever.
  if (!isFile) fail(errors.unreadable, { file, reason: 'it is no regular file' });
  if (size > limit) fail(errors.tooLarge, { file: path.basename(file), limit: `${limit} bytes` });
  return attempt(file, errors, () => readFileSync(file));
}

/** Bytes of a file as text. Throws the unreadable of `errors` where they are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array, file: string, errors: FileErrors): string {
  return attempt(file, errors, () => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

function attempt<T>(file: string, errors: FileErrors, action: () => T): T {
  try {
    return action();
  } catch (error) {
    return fail(errors.unreadable, { file, reason: messageOf(error) }, error);
  }
}
