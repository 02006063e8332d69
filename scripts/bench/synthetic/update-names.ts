import { uuidFromName } from '../../../platform/randomness.ts';

/** What the numbers of a synthetic catalogue's UpdateIDs count. */
export type SyntheticKind =
  | 'company'
  | 'family'
  | 'product'
  | 'classification'
  | 'update'
  | 'driver'
  | 'change';

/** The UpdateID of the `number`th of a kind: the same in every synthetic catalogue, whatever its seed and size. */
export function updateIdOf(kind: SyntheticKind, number: number): string {
  return uuidFromName(`bench\0${kind}\0${number}`);
}

/** The UpdateID of a detectoid by its layer and its place there. */
export function detectoidIdOf(layer: number, place: number): string {
  return uuidFromName(`bench\0detectoid\0${layer}\0${place}`);
}
