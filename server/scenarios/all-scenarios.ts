import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import { arbitrarySoftware } from './all/arbitrary-software.ts';
import { endlessData } from './all/endless-data.ts';
import { extraneousDependencies } from './all/extraneous-dependencies.ts';
import { fastForward } from './all/fast-forward.ts';
import { freeze } from './all/freeze.ts';
import { handshakes } from './all/handshakes.ts';
import { keyCompromise } from './all/key-compromise.ts';
import { maliciousMirror } from './all/malicious-mirror.ts';
import { mixAndMatch } from './all/mix-and-match.ts';
import { partialBundle } from './all/partial-bundle.ts';
import { rollback } from './all/rollback.ts';
import { slowRetrieval } from './all/slow-retrieval.ts';
import { wrongSoftware } from './all/wrong-software.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario, by threat. */
export const allScenarios: readonly Scenario[] = [
  ...arbitrarySoftware,
  ...rollback,
  ...freeze,
  ...fastForward,
  ...endlessData,
  ...slowRetrieval,
  ...extraneousDependencies,
  ...mixAndMatch,
  ...wrongSoftware,
  ...maliciousMirror,
  ...partialBundle,
  ...keyCompromise,
  ...handshakes,
];

/** The scenario called `id`. Throws SCENARIO_UNKNOWN. */
export function requireScenario(id: string): Scenario {
  const found = allScenarios.find((one) => one.id === id);
  if (found !== undefined) return found;
  const near = nearestName(
    id,
    allScenarios.map((one) => one.id),
  );
  const repair = near === undefined ? '`mock-wu scenario list` shows them all.' : `Did you mean ${near}?`;
  return fail('SCENARIO_UNKNOWN', { id: id.slice(0, 80), repair });
}
