import { boolean, integer, sequence } from '../der.ts';
import { OID } from '../oids.ts';
import type { Extension } from './extension.ts';

/** Marks an authority; `pathLength` is how many authorities may follow below it, undefined for any number. */
export function authorityConstraints(pathLength?: number): Extension {
  const length = pathLength === undefined ? [] : [integer(pathLength)];
  return { id: OID.basicConstraints, critical: true, value: sequence(boolean(true), ...length) };
}

/** Marks an end entity. */
export function endEntityConstraints(): Extension {
  return { id: OID.basicConstraints, critical: true, value: sequence() };
}
