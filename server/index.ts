/** The programming interface: start a double in a process, use it, close it. */

export type { Catalog } from '../catalog/catalog.ts';
export type { Configuration } from '../catalog/configuration/configuration-values.ts';
export { createVirtualClock, type VirtualClock } from '../platform/clock.ts';
export { MockWuError } from '../platform/errors/index.ts';
export { createSeededRandomness, type Randomness } from '../platform/randomness.ts';
export type { SteerableClock } from '../platform/steerable-clock.ts';
export type { ActiveFault, Faults } from './faults/faults.ts';
export type { FaultRule } from './faults/rule.ts';
export type { CallEntry, ContentEntry, HttpEntry, JournalEntry, TlsEntry } from './journal/entry.ts';
export type { Journal, JournalLimits } from './journal/journal.ts';
export type { JournalQuery } from './journal/query.ts';
export type { Urls } from './listeners.ts';
export { type MockWindowsUpdate, type StartOptions, startMockWindowsUpdate } from './start.ts';
export type { Tenant, TenantOptions } from './tenants/tenant.ts';
export type { Tenants } from './tenants/tenants.ts';
export type { Expectation } from './verification/expectation.ts';
