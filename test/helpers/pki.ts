import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { openPki, type Pki, type PkiOptions } from '../../pki/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { withPkiKeys } from './prepared-keys.ts';

export interface MadePki {
  readonly pki: Pki;
  readonly folder: string;
  readonly options: PkiOptions;
}

/** A pki folder of its own for the test `t`, with the real time because the judges know no other. */
export function makePki(t: Test, changes: Partial<PkiOptions> = {}): Promise<MadePki> {
  return openIn(withPkiKeys(folderFor(t)), changes);
}

/** The same where the keys are made too, which takes seconds. */
export function makePkiWithItsKeys(t: Test, changes: Partial<PkiOptions> = {}): Promise<MadePki> {
  return openIn(folderFor(t), changes);
}

const folderFor = (t: Test): string => path.join(t.testdir({}), 'pki');

async function openIn(folder: string, changes: Partial<PkiOptions>): Promise<MadePki> {
  const options = {
    folder,
    clock: systemClock,
    randomness: createSeededRandomness('pki'),
    publicHttpUrl: 'http://127.0.0.1:8530',
    ...changes,
  };
  return { pki: await openPki(options), folder, options };
}

/** A revocation list or certificate as PEM, for tools that take no DER. */
export function pem(label: 'X509 CRL' | 'CERTIFICATE', der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** What every file of `folder` holds, by name. */
export function contentsOf(folder: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}
