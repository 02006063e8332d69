import type { Injection } from '../journal/entry.ts';
import { type Act, type ActOf, type Layer, layerOf } from './acts.ts';

/** What is to be done to one request or handshake: the acts of all rules that struck, in the order of the rules. */
export interface Plan {
  readonly acts: readonly Act[];
  /** For the journal: one for each rule that struck. */
  readonly injections: readonly Injection[];
}

/** The first act of a kind. */
export function actOf<K extends Act['kind']>(plan: Plan | undefined, kind: K): ActOf<K> | undefined {
  return plan?.acts.find((act): act is ActOf<K> => act.kind === kind);
}

/** All acts of a kind. */
export function actsOf<K extends Act['kind']>(plan: Plan, kind: K): readonly ActOf<K>[] {
  return plan.acts.filter((act): act is ActOf<K> => act.kind === kind);
}

/** Whether anything is done at one of the layers. */
export function hasLayer(plan: Plan, ...layers: readonly Layer[]): boolean {
  return plan.acts.some((act) => layers.includes(layerOf(act)));
}
