import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import { arbitrarySoftware } from './all/arbitrary-software.ts';
import { codeSigningScenarios } from './all/code-signing.ts';
import { cookieScenarios } from './all/cookies.ts';
import { endlessData } from './all/endless-data.ts';
import { extraneousDependencies } from './all/extraneous-dependencies.ts';
import { fastForward } from './all/fast-forward.ts';
import { freeze } from './all/freeze.ts';
import { handshakes } from './all/handshakes.ts';
import { keyCompromise } from './all/key-compromise.ts';
import { maliciousMirror } from './all/malicious-mirror.ts';
import { mixAndMatch } from './all/mix-and-match.ts';
import { partialBundle } from './all/partial-bundle.ts';
import { loopScenarios } from './all/protocol-loops.ts';
import { oddityScenarios } from './all/protocol-oddities.ts';
import { provenanceScenarios } from './all/provenance.ts';
import { rollback } from './all/rollback.ts';
import { slowRetrieval } from './all/slow-retrieval.ts';
import { wrongSoftware } from './all/wrong-software.ts';
import { wsusFaultScenarios } from './all/wsus-faults.ts';
import { wsuspectScenarios } from './all/wsuspect.ts';
import type { Scenario } from './scenario.ts';

/** What any updater meets, by threat: attack scenarios B1. */
export const generalScenarios: readonly Scenario[] = [
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

/** What the protocols of a WSUS and its history add: attack scenarios B2. */
export const wsusScenarios: readonly Scenario[] = [
  ...wsusFaultScenarios,
  ...cookieScenarios,
  ...codeSigningScenarios,
  ...wsuspectScenarios,
  ...provenanceScenarios,
  ...loopScenarios,
  ...oddityScenarios,
];

/** Every scenario. */
export const allScenarios: readonly Scenario[] = [...generalScenarios, ...wsusScenarios];

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
