import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fail, messageOf } from '../../../platform/errors/index.ts';
import { systemRandomness } from '../../../platform/randomness.ts';
import { keepSecret, type StateFolder } from '../../state-folder.ts';
import { isLoopback } from './access-rules.ts';

/** What a header may carry as a token: RFC 6750 §2.1. Shorter ones can be guessed. */
const TOKEN = /^(?=.{16,256}$)[A-Za-z0-9._~+/-]+=*$/;
const TOKEN_BYTES = 32;
const FILE = 'control.token';

/** The token of a control API, and the file it lies in where it was made here. */
export interface ControlToken {
  readonly token: string | undefined;
  readonly file?: string;
}

/**
 * The token that calls must bear: the one `given`; else, where others than this machine reach the listener on `host`, one
 * that is made at the first start and kept in the state folder (mode 0600). Throws CONTROL_TOKEN_UNFIT, STATE_UNUSABLE.
 */
export function controlToken(state: StateFolder, host: string, given: string | undefined): ControlToken {
  if (given !== undefined) return { token: fitToken(given) };
  if (isLoopback(host)) return { token: undefined };
  // Not by the randomness of the double: a seeded one gives secrets that anybody can work out.
  const randomness = systemRandomness;
  const { file, text } = keepSecret(state, FILE, randomness, () =>
    randomness.bytes(TOKEN_BYTES).toString('base64url'),
  );
  return { token: fitToken(text), file };
}

/** Reads a token from the file a user named. Throws CONTROL_TOKEN_UNFIT. */
export function readTokenFile(file: string): string {
  try {
    return fitToken(readFileSync(file, 'utf8').trim());
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return fail('CONTROL_TOKEN_UNFIT', { reason: messageOf(error) }, error);
  }
}

/** Compares without telling by the time it takes how much of them is the same. */
export function isSameToken(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function fitToken(text: string): string {
  const reason = text.length < 16 ? 'it is too short' : 'it is too long, or has other characters';
  return TOKEN.test(text) ? text : fail('CONTROL_TOKEN_UNFIT', { reason });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
