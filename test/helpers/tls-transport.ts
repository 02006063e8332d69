import type { Test } from 'tap';
import {
  createHttpTransport,
  type HttpTransportOptions,
} from '../../catalog/sync/transport/create-http-transport.ts';
import type { HttpTransport } from '../../catalog/sync/transport/http-transport.ts';
import { systemClock } from '../../platform/clock.ts';
import { MockWuError } from '../../platform/errors/index.ts';

/** A transport that ends with its test; it trusts the roots given and asks nobody about revocation. */
export function openTransport(
  t: Test,
  {
    trust,
    ...options
  }: Partial<Omit<HttpTransportOptions, 'trust'>> & {
    readonly trust?: Partial<HttpTransportOptions['trust']>;
  } = {},
): HttpTransport {
  const transport = createHttpTransport({
    clock: systemClock,
    trust: { revocation: 'off', ...trust },
    ...options,
  });
  t.teardown(() => transport.close());
  return transport;
}

/** Enough for every reply of these tests. */
export const MAX_BYTES = 1_000_000;

/** The body of a GET as text. */
export async function textOf(transport: HttpTransport, url: string): Promise<string> {
  return (await transport.request({ url, maxBytes: MAX_BYTES })).body.toString();
}

/** An error of the catalogue, in what tests look at. */
export interface Failure {
  readonly code: string;
  readonly check: string | number | undefined;
  readonly reason: string;
  readonly repair: string;
}

/** The error of the catalogue `work` fails with. Throws when it succeeds or fails with another. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const [outcome] = await Promise.allSettled([work]);
  const error: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
  if (!(error instanceof MockWuError)) throw error ?? new Error('it did not fail');
  const { code, details, repair } = error;
  return { code, check: details.check, reason: String(details.reason ?? error.message), repair };
}
