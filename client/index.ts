/** A typed client of the control API. It needs nothing of the double, and so runs wherever its users' tests do. */

export type { components } from './api.ts';
export { type ControlClient, type ControlClientOptions, createControlClient } from './control-client.ts';
export { ControlError, type Refusal } from './control-error.ts';
export type { Call, CallOptions, OperationId, OperationInput, OperationResult } from './operation-types.ts';
