import type { TextSpec } from '../../protocol/metadata/build-document-spec.ts';
import type { SeedLanguages } from './seed.ts';

/** Title and description in one language. */
export interface SeedText {
  readonly title: string;
  readonly description?: string;
}

/** The texts of a document: first in the seed's own `language`, then in those that `others` adds or replaces. */
export function textsOf(language: string, own: SeedText, others: SeedLanguages = {}): readonly TextSpec[] {
  const texts = new Map<string, TextSpec>([[language.toLowerCase(), { language, ...own }]]);
  for (const [tag, text] of Object.entries(others)) {
    const spec = typeof text === 'string' ? { title: text } : text;
    texts.set(tag.toLowerCase(), { language: tag, ...spec });
  }
  return [...texts.values()];
}
