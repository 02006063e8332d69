import { Buffer } from 'node:buffer';
import type { Clock } from '../platform/clock.ts';
import { fail } from '../platform/errors/index.ts';
import type { Randomness } from '../platform/randomness.ts';
import type { PkiFolder } from './folder.ts';

/** What certificates of this folder are derived from, so that re-making one gives the same bytes. */
export interface Issuance {
  /** Marks serial numbers as ours. */
  readonly secret: Buffer;
  /** When the folder was made, in milliseconds: server certificates are renewed in periods counted from here. */
  readonly made: number;
}

const FILE = 'issuance.json';
const LAYOUT = 1;
const SECRET_BYTES = 32;

/** Reads it from `folder`, or makes it at the first start. Throws PKI_FILE_DAMAGED, PKI_FOLDER_NEWER. */
export function openIssuance(folder: PkiFolder, clock: Clock, randomness: Randomness): Issuance {
  const text = folder.read(FILE) ?? folder.create(FILE, fresh(clock, randomness));
  const stored = parse(text);
  const damaged = (reason: string) => fail('PKI_FILE_DAMAGED', { file: folder.file(FILE), reason });
  if (stored === undefined) return damaged('it is not the JSON this program writes');
  const { layout, made } = stored;
  if (typeof layout === 'number' && layout > LAYOUT) {
    fail('PKI_FOLDER_NEWER', { folder: folder.path, found: layout, known: LAYOUT });
  }
  const secret = Buffer.from(typeof stored.secret === 'string' ? stored.secret : '', 'hex');
  if (layout !== LAYOUT || secret.length !== SECRET_BYTES) return damaged('layout or secret is missing');
  if (typeof made !== 'number' || !Number.isSafeInteger(made)) return damaged('"made" is not a moment');
  return { secret, made };
}

function fresh(clock: Clock, randomness: Randomness): string {
  const secret = randomness.bytes(SECRET_BYTES).toString('hex');
  return `${JSON.stringify({ layout: LAYOUT, made: clock.now(), secret }, undefined, 2)}\n`;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
