import type { ClockState } from '../../platform/steerable-clock.ts';
import type { FaultRule } from '../faults/rule.ts';
import type { Urls } from '../listeners.ts';

/** What a capsule says of the double in it. */
export interface CapsuleHead {
  /** Of the capsule; another one is refused. */
  readonly layout: 1;
  /** Of the program that saved it. */
  readonly version: string;
  /** Milliseconds since the epoch by the clock of the machine. */
  readonly savedAt: number;
  readonly urls: Urls;
  readonly names: readonly string[];
  readonly clock: ClockState;
  readonly faults: readonly FaultRule[];
  /** Seed of keys, ids and chance, where the double had one. */
  readonly seed?: string;
  /** Entries of the journal, and those that were let go before. */
  readonly journal: { readonly kept: number; readonly evicted: number };
}

/** Names of the parts, beside `pki/…` and `content/…`. */
export const PARTS = {
  head: 'capsule.json',
  catalog: 'catalog.db',
  cookieKey: 'cookie.key',
  journal: 'journal.json',
  har: 'journal.har',
} as const;
