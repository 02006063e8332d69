import type { NetworkFailures } from '../../platform/network/failures.ts';
import { readNetworkError } from '../../platform/network/network-error.ts';

/** What the failures of asking about revocation are thrown as: a text alone, for none of them ends anything by itself. */
export const statusFailures: NetworkFailures = {
  broken: (_url, error) => new Error(readNetworkError(error).reason),
  cut: (_url, reason) => new Error(reason),
  late: (_url, reason) => new Error(reason),
  unfit: (_url, reason) => new Error(reason),
  tooLarge: (_url, maxBytes) => new Error(`it answered with more than ${maxBytes} bytes`),
};
