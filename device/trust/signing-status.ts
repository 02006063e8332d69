import { createLives } from '../../platform/network/life.ts';
import { createWholeFetch } from '../../platform/network/whole-fetch.ts';
import { askStatus } from '../../protocol/x509/ask-status.ts';
import { rememberStatus } from '../verify/remember-status.ts';
import type { AskStatus } from '../verify/signing-trust.ts';
import { statusFailures } from './status-failures.ts';

/** How the signers of files are asked about, and how that is ended. */
export interface SigningStatus {
  readonly askStatus: AskStatus;
  /** Ends questions under way. */
  close(): void;
}

/** Asks over plain HTTP at the addresses certificates name, `milliseconds` at most for one answer, each once in a run. */
export function createSigningStatus(milliseconds = 10_000): SigningStatus {
  const lives = createLives();
  const urlOf = (address: string): URL => new URL(address);
  const fetchStatus = createWholeFetch({ lives, milliseconds, urlOf, failures: statusFailures });
  return {
    askStatus: rememberStatus((certificate, issuer, now) => askStatus(certificate, issuer, now, fetchStatus)),
    close: () => lives.endAll(new Error('the device was closed')),
  };
}
