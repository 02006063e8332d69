import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVirtualClock } from '../../platform/clock.ts';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { type Cab, openCab } from '../../protocol/codecs/cab-reader.ts';
import { startMockWindowsUpdate } from '../start.ts';
import type { MockWindowsUpdate, StartOptions } from '../start-options.ts';
import { type CapsuleHead, PARTS } from './capsule-head.ts';

const OWNER_ONLY = 0o600;
/** Names a capsule may hold: its own parts, keys, and files by their digest. Nothing leads out of the folder. */
const NAME =
  /^(capsule\.json|catalog\.db|cookie\.key|journal\.(json|har)|pki\/[A-Za-z0-9._-]{1,100}|content\/[0-9A-F]{2}\/[0-9A-F]{40}\.[a-z0-9_~-]{1,32})$/;

/** Reads what a capsule says of the double in it. Throws CAPSULE_DAMAGED. */
export function readCapsule(file: string): { readonly head: CapsuleHead; readonly cab: Cab } {
  try {
    const cab = openCab(readFileSync(file));
    const head = JSON.parse(Buffer.from(cab.extract(PARTS.head)).toString('utf8')) as CapsuleHead;
    if (head.layout !== 1) throw new Error(`its layout is ${String(head.layout)}, this program knows 1`);
    return { head, cab };
  } catch (error) {
    return fail('CAPSULE_DAMAGED', { file, reason: messageOf(error) }, error);
  }
}

/** Puts the state of a capsule into the folder `state`, which must be empty or missing. Throws CAPSULE_DAMAGED, CAPSULE_FOLDER_TAKEN. */
export function unpackCapsule(file: string, state: string): CapsuleHead {
  const { head, cab } = readCapsule(file);
  if (existsSync(state) && readdirSync(state).length > 0) fail('CAPSULE_FOLDER_TAKEN', { folder: state });
  const names = cab.files.map(({ name }) => [name, name.replaceAll('\\', '/')] as const);
  const odd = names.find(([, plain]) => !NAME.test(plain) || plain.includes('..'))?.[1];
  // Before anything is written.
  if (odd !== undefined) fail('CAPSULE_DAMAGED', { file, reason: `it holds "${odd.slice(0, 80)}"` });
  for (const [name, plain] of names) {
    const target = path.join(state, plain);
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(target, cab.extract(name), { mode: OWNER_ONLY });
  }
  return head;
}

/**
 * Brings the double of a capsule up again on the folder `state`: the same keys, catalogue and content, on the same ports, at the same time, with the same
 * rules. `options` go before what the capsule says. Throws as `unpackCapsule` and `startMockWindowsUpdate`.
 */
export async function openCapsule(
  file: string,
  state: string,
  options: StartOptions = {},
): Promise<MockWindowsUpdate> {
  const head = unpackCapsule(file, state);
  const { urls, names, clock, seed, faults } = head;
  const isFrozen = clock.mode === 'frozen';
  const double = await startMockWindowsUpdate({
    ...{
      state,
      names,
      httpPort: portOf(urls.http),
      httpsPort: portOf(urls.https),
      controlPort: portOf(urls.control),
    },
    ...(seed !== undefined && { seed }),
    ...(isFrozen && { clock: createVirtualClock(clock.now) }),
    ...options,
  });
  if (!isFrozen) {
    double.clock.set(clock.now);
    double.clock.scale(clock.scale);
  }
  for (const rule of faults) double.faults.add(rule);
  return double;
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
