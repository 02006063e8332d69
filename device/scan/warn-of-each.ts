import { clip } from '../../platform/plain-text.ts';
import type { DeviceWatcher } from '../events.ts';

/** Warnings of one kind that are told; a server may give cause for any number. */
const MOST_TOLD = 20;
/** Characters of one: what it names may be of any length. */
const LONGEST = 300;

/** Warns of each of `texts`, and of how many are not told. */
export function warnOfEach(texts: readonly string[], watch: DeviceWatcher): void {
  for (const text of texts.slice(0, MOST_TOLD)) watch({ kind: 'warning', text: clip(text, LONGEST) });
  const more = texts.length - MOST_TOLD;
  if (more > 0) watch({ kind: 'warning', text: `… and ${more} more of this kind` });
}
