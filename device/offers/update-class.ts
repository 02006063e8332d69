import type { CoreFragment } from '../../protocol/metadata/read-core.ts';
import type { UpdateClass } from '../policy/policy.ts';

/** Classifications by their UpdateIDs (online service facts §9.1), as far as policy treats them by themselves. */
const FEATURE = new Set(['3689bdc8-b205-4af4-8d4a-a63924c5e9d5']);
const QUALITY = new Set([
  'e6cf1350-c01b-414d-a61f-263d14d133b4',
  '0fa1201d-4330-4fa8-8ae9-b877473b6441',
  '28bc880e-0592-4cbf-8f95-c79b17911d5f',
  'cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83',
  '68c5b0a3-d1a6-4553-ae49-01d3a7827828',
]);

/** The class of update policy counts a revision among, by the classification it is in. */
export function classOf({ updateType, prerequisites }: CoreFragment): UpdateClass {
  if (updateType === 'Driver') return 'driver';
  const categories = prerequisites.flatMap(({ isCategory, updateIds }) => (isCategory ? updateIds : []));
  if (categories.some((id) => FEATURE.has(id))) return 'feature';
  return categories.some((id) => QUALITY.has(id)) ? 'quality' : 'other';
}
