import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, messageOf } from '../../platform/errors/index.ts';
import type { DeviceFlags } from './device-flags.ts';

/** What was said of a device, kept beside it: `mock-wu device run` alone repeats it. */
export type DeviceSetup = Omit<DeviceFlags, 'state' | 'json' | 'log'>;

const SETUP = 'setup.json';
/** Options that name files; what is kept must mean the same from any folder. */
const FILES = ['ca', 'trust', 'signingCa', 'trustedPublisher', 'pin', 'policy'] as const;
const KEPT = [
  ...FILES,
  'server',
  'online',
  'revocation',
  'profile',
  'name',
  'statusServer',
  'contentServer',
  'targetGroup',
  'downloadMode',
  'pinning',
  'acceptTrustedPublishers',
  'drivers',
  'deferFeature',
  'deferQuality',
  'detectionHours',
] as const satisfies readonly (keyof DeviceSetup)[];

/** What is said now over what was said before. */
export function mergedSetup(flags: DeviceFlags, before: DeviceSetup): DeviceSetup {
  const said = KEPT.flatMap((name) => {
    const value = flags[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...before, ...withWholePaths(Object.fromEntries(said)) };
}

function withWholePaths(setup: DeviceSetup): DeviceSetup {
  const files = FILES.flatMap((name) => {
    const file = setup[name];
    return file === undefined ? [] : [[name, path.resolve(file)] as const];
  });
  const { profile } = setup;
  const isFile = profile !== undefined && /[/\\]|\.(ya?ml|json)$/i.test(profile);
  return { ...setup, ...Object.fromEntries(files), ...(isFile && { profile: path.resolve(profile) }) };
}

/** What was said of the device in `folder` before; nothing where none is there. Throws DEVICE_STATE_DAMAGED. */
export function readSetup(folder: string): DeviceSetup {
  const file = path.join(folder, SETUP);
  if (!existsSync(file)) return {};
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch (error) {
    return fail('DEVICE_STATE_DAMAGED', { file, reason: messageOf(error) }, error);
  }
  return fail('DEVICE_STATE_DAMAGED', { file, reason: 'it is no object' });
}

export function writeSetup(folder: string, setup: DeviceSetup): void {
  try {
    writeFileSync(path.join(folder, SETUP), `${JSON.stringify(setup, undefined, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    fail('STATE_UNUSABLE', { folder, reason: messageOf(error) }, error);
  }
}
