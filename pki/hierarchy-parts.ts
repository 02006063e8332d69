import type { KeyObject } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Randomness } from '../platform/randomness.ts';
import type { CredentialId } from './credential.ts';
import type { PkiFolder } from './folder.ts';
import type { LocationExtensions } from './locations.ts';
import type { PermittedNames } from './permitted-names.ts';
import type { Revocations } from './revocations.ts';
import type { Serials } from './serials.ts';

/** What the kept certificates are made from. */
export interface HierarchyParts {
  readonly folder: PkiFolder;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly serials: Serials;
  readonly revocations: Revocations;
  readonly locations: LocationExtensions;
  readonly permitted: PermittedNames;
  readonly keys: Readonly<Record<CredentialId, KeyObject>>;
}
