import type { Propose } from './proposal.ts';
import { appProposals } from './propose-apps.ts';
import { driverProposals } from './propose-drivers.ts';
import { fileProposals } from './propose-files.ts';
import { msiProposals } from './propose-msi.ts';
import { packageProposals } from './propose-packages.ts';
import { registryProposals } from './propose-registry.ts';
import { systemProposals } from './propose-system.ts';

const PROPOSALS: ReadonlyMap<string, Propose> = new Map(
  Object.entries({
    ...registryProposals,
    ...fileProposals,
    ...msiProposals,
    ...packageProposals,
    ...appProposals,
    ...driverProposals,
    ...systemProposals,
  }),
);

/**
 * What can be proposed for the element `name`. Undefined for what no installation changes: the kind of machine, the release
 * and languages of Windows, what WMI answers; and for elements this device does not judge.
 */
export function proposalsFor(name: string): Propose | undefined {
  return PROPOSALS.get(name);
}
