/** The programming interface: start a double in a process, use it, close it. */

export type { Catalog } from '../catalog/catalog.ts';
export type { Configuration } from '../catalog/configuration/configuration-values.ts';
export { createVirtualClock, type VirtualClock } from '../platform/clock.ts';
export { MockWuError } from '../platform/errors/index.ts';
export { createSeededRandomness, type Randomness } from '../platform/randomness.ts';
export type { Urls } from './listeners.ts';
export { type MockWindowsUpdate, type StartOptions, startMockWindowsUpdate } from './start.ts';
