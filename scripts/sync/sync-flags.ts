import type { ContentPolicy } from '../../catalog/sync/content/needed-files.ts';
import type { TrustOptions } from '../../catalog/sync/transport/trust.ts';
import type { StateFlags } from '../admin/state-options.ts';

/** Options of `sync`. What is absent stays as the subscription has it; `false` takes a stored value back. */
export interface SyncFlags extends StateFlags {
  readonly upstream?: string;
  readonly replica?: true;
  readonly autonomous?: true;
  readonly name?: string;
  readonly products?: readonly string[];
  readonly allProducts?: true;
  readonly classifications?: readonly string[];
  readonly allClassifications?: true;
  readonly languages?: readonly string[];
  readonly allLanguages?: true;
  readonly categoriesOnly?: true;
  readonly content?: ContentPolicy['files'];
  readonly expressFiles?: boolean;
  readonly contentUrl?: string | false;
  readonly contentFromMicrosoft?: boolean;
  readonly parallel?: number;
  readonly rollUp?: boolean;
  /** A file of certificates. */
  readonly ca?: string | false;
  /** SHA-256. */
  readonly pinIssuer?: string;
  readonly pinKey?: string;
  /** `--no-pin`; commander makes it true where nothing was said. */
  readonly pin?: boolean;
  readonly revocation?: TrustOptions['revocation'];
  readonly perDay?: number;
  /** Minutes after midnight, UTC. */
  readonly firstAt?: number;
  readonly byHand?: true;
}
