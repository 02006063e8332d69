import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import type { DownloadParts, DownloadPorts } from '../../device/download/download-file.ts';
import { DeviceFailure } from '../../device/failure.ts';
import type { ContentSource } from '../../device/transport/content-source.ts';
import { createDeviceHttp, type DeviceHttpOptions } from '../../device/transport/create-device-http.ts';
import type { DeviceHttp } from '../../device/transport/http.ts';
import { httpSource } from '../../device/transport/http-source.ts';
import { createDeviceTrustStore } from '../../device/trust/trust-store.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';

export const MIB = 1024 * 1024;
/** When the files of the captures were fetched. */
const NOW = '2026-10-04T15:55:41Z';

/** What the surroundings of a download saw, and its clockwork. */
export interface Surroundings {
  readonly ports: Omit<DownloadPorts, 'onBytes'>;
  readonly folder: string;
  /** Milliseconds of the pauses that were asked for; none takes time. */
  readonly pauses: number[];
  readonly warnings: string[];
  /** Lets `checks` looks at the progress pass. */
  look(checks: number): void;
  /** A source of this test's HTTP. */
  source(url: URL): ContentSource;
  /** Names in the folder. */
  files(): readonly string[];
}

/** The HTTP of a device; it ends with the test. */
export function deviceHttp(t: Test, options: Pick<DeviceHttpOptions, 'slowest'> = {}): DeviceHttp {
  const trust = createDeviceTrustStore({
    clock: createVirtualClock(NOW),
    trust: { roots: undefined, pin: { kind: 'none' }, revocation: 'off' },
  });
  const http = createDeviceHttp({ trust, onCheck: () => {}, onWarning: () => {}, ...options });
  t.teardown(() => http.close());
  return http;
}

/** Surroundings without time, in a new folder of the test. */
export function surroundings(t: Test, options?: Pick<DeviceHttpOptions, 'slowest'>): Surroundings {
  const folder = path.join(t.testdir({ content: {} }), 'content');
  const http = deviceHttp(t, options);
  const looks = new Set<() => void>();
  const [pauses, warnings]: [number[], string[]] = [[], []];
  return {
    folder,
    pauses,
    warnings,
    look: (checks) => {
      for (let check = 0; check < checks; check++) for (const look of [...looks]) look();
    },
    source: (url) => httpSource(http, url, () => 'e8u3dmxOhkGW0Ilt.2.0.0.2.1.1.3.1.1.1'),
    files: () => readdirSync(folder).sort(),
    ports: {
      folder,
      clock: createVirtualClock(NOW),
      randomness: createSeededRandomness('downloads'),
      pause: async (milliseconds, signal) => {
        signal?.throwIfAborted();
        pauses.push(milliseconds);
      },
      every: (_, look) => {
        looks.add(look);
        return { stop: () => looks.delete(look) };
      },
      onWarning: (text) => warnings.push(text),
    },
  };
}

/** What metadata says of `bytes`. */
export function fileOf(bytes: Buffer, name = 'Windows-KB1.exe'): DownloadParts['file'] {
  return { name, size: bytes.length, sha1: createHash('sha1').update(bytes).digest('hex') };
}

/** What `work` ends with. */
export async function failureOf(work: Promise<unknown>): Promise<DeviceFailure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DeviceFailure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
