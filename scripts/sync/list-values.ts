import { isGuid } from '../../catalog/import/seed-names.ts';

/**
 * Collects `--products` and `--classifications`. Titles are separated by semicolons only: real ones have commas, such as
 * "Windows 10, version 1903 and later", and none has a semicolon. UpdateIDs may be separated by commas.
 */
export function collectChoices(text: string, before: readonly string[] = []): readonly string[] {
  const parts = wordsOf(text, ';').flatMap((part) => {
    const ids = wordsOf(part, ',');
    return ids.every(isGuid) ? ids : [part];
  });
  return [...before, ...parts];
}

/** Collects short names of languages, separated by commas. */
export function collectLanguages(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...wordsOf(text, ',')];
}

function wordsOf(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
