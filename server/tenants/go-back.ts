import { isSeeded, type Randomness } from '../../platform/randomness.ts';
import type { World } from '../world.ts';

/** Where chance is that follows from a seed; undefined for any other, which cannot be put back. */
export function positionOf(randomness: Randomness): number | undefined {
  return isSeeded(randomness) ? randomness.position() : undefined;
}

/** Puts the catalogue of `world` back to the copy `file`, and its chance to where that was then. */
export function goBack({ catalog, contacts, randomness }: World, file: string, position?: number): void {
  catalog.restoreFrom(file);
  contacts.forget();
  if (isSeeded(randomness) && position !== undefined) randomness.seek(position);
}
