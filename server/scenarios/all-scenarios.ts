import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import { codeSigningScenarios } from './all/code-signing.ts';
import { contentScenarios } from './all/content.ts';
import { cookieScenarios } from './all/cookies.ts';
import { loopScenarios } from './all/protocol-loops.ts';
import { oddityScenarios } from './all/protocol-oddities.ts';
import { provenanceScenarios } from './all/provenance.ts';
import { wsusFaultScenarios } from './all/wsus-faults.ts';
import { wsuspectScenarios } from './all/wsuspect.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario, by threat. */
export const allScenarios: readonly Scenario[] = [
  ...contentScenarios,
  ...wsusFaultScenarios,
  ...cookieScenarios,
  ...codeSigningScenarios,
  ...wsuspectScenarios,
  ...provenanceScenarios,
  ...loopScenarios,
  ...oddityScenarios,
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
