import type { ControlRoute } from '../route.ts';
import { approvalRoutes } from './approvals.ts';
import { catalogueRoutes } from './catalogue.ts';
import { certificateRoutes } from './certificates.ts';
import { clockRoutes } from './clock.ts';
import { computerRoutes } from './computers.ts';
import { configurationRoutes } from './configuration.ts';
import { eventRoutes } from './events.ts';
import { faultRoutes, faultTableRoutes } from './faults.ts';
import { groupRoutes } from './groups.ts';
import { journalRoutes } from './journal.ts';
import { scenarioRoutes } from './scenarios.ts';
import { snapshotRoutes } from './snapshots.ts';
import { syncRoutes } from './sync.ts';
import { capsuleRoutes, tenantRoutes } from './tenants.ts';
import { updateRoutes } from './updates.ts';

/** Every operation on a catalogue, under whatever prefix it is served. */
export const catalogRoutes: readonly ControlRoute[] = [
  ...updateRoutes,
  ...approvalRoutes,
  ...groupRoutes,
  ...computerRoutes,
  ...eventRoutes,
  ...certificateRoutes,
  ...syncRoutes,
  ...catalogueRoutes,
  ...configurationRoutes,
  ...journalRoutes,
  ...faultRoutes,
  ...clockRoutes,
  ...snapshotRoutes,
];

/** Operations on the double as a whole. */
export const doubleRoutes: readonly ControlRoute[] = [
  ...tenantRoutes,
  ...capsuleRoutes,
  ...faultTableRoutes,
  ...scenarioRoutes,
];
