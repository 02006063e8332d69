import type { Test } from 'tap';
import { DeviceFailure } from '../../device/failure.ts';
import { createDeviceHttp, type DeviceHttpOptions } from '../../device/transport/create-device-http.ts';
import type { DeviceHttp, DeviceRequest } from '../../device/transport/http.ts';
import type { DeviceTrust } from '../../device/trust/device-trust.ts';
import { createDeviceTrustStore, type DeviceTrustStore } from '../../device/trust/trust-store.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';

/** A trust store that ends with its test: nothing is pinned and nobody asked unless `changes` say so. */
export function openTrust(
  t: Test,
  changes: Partial<DeviceTrust> = {},
  options: { readonly clock?: Clock; readonly statusMilliseconds?: number } = {},
): DeviceTrustStore {
  const trust = { roots: undefined, pin: { kind: 'none' }, revocation: 'off', ...changes } as const;
  const store = createDeviceTrustStore({ clock: systemClock, trust, ...options });
  t.teardown(() => store.close());
  return store;
}

/** The HTTP of one device under test. */
export interface TestDevice {
  readonly http: DeviceHttp;
  /** The checks that passed, as `check: found`. */
  readonly checks: readonly string[];
  readonly warnings: readonly string[];
  /** The body of a GET. */
  text(url: string): Promise<string>;
  /** What a GET fails with. Throws when it succeeds or fails with anything but a DeviceFailure. */
  failure(url: string): Promise<DeviceFailure>;
}

/** The HTTP of a device that ends with its test. */
export function openDevice(
  t: Test,
  trust: DeviceTrustStore,
  options: Partial<DeviceHttpOptions> = {},
): TestDevice {
  const checks: string[] = [];
  const warnings: string[] = [];
  const http = createDeviceHttp({
    trust,
    onCheck: (_host, { check, found }) => checks.push(`${check}: ${found}`),
    onWarning: (text) => warnings.push(text),
    ...options,
  });
  t.teardown(() => http.close());
  const text = async (url: string) => (await http.request(getOf(url))).body.toString();
  return { http, checks, warnings, text, failure: (url) => failureOf(text(url)) };
}

/** Enough for every reply of these tests. */
const MAX_BYTES = 1_000_000;

/** A GET with the one header HTTP/1.1 needs. */
export function getOf(url: string, maxBytes = MAX_BYTES): DeviceRequest {
  const address = new URL(url);
  return { url: address, method: 'GET', headers: [['Host', address.host]], maxBytes };
}

/** What `work` fails with. Throws when it succeeds or fails with anything but a DeviceFailure. */
export async function failureOf(work: Promise<unknown>): Promise<DeviceFailure> {
  const [outcome] = await Promise.allSettled([work]);
  const error: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
  if (error instanceof DeviceFailure) return error;
  throw error ?? new Error('it did not fail');
}
