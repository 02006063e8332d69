import type { ContentPolicy } from './content/needed-files.ts';

/** What a synchronisation shall bring; kept with the address as the subscription of a state folder. */
export interface SyncOptions {
  /** Origin of the upstream server, `https://host:port`. */
  readonly url: string;
  /** Takes over groups, approvals, declines and licences too, and leaves decisions to the upstream server. */
  readonly replica: boolean;
  /** Titles or UpdateIDs of products, families or companies; all there are when absent. */
  readonly products?: readonly string[];
  /** Titles or UpdateIDs of classifications; all there are when absent. */
  readonly classifications?: readonly string[];
  /** Short names of languages; updates for any when absent. */
  readonly languages?: readonly string[];
  readonly content: ContentPolicy['files'];
  /** Fetches Express files too. */
  readonly expressFiles: boolean;
  /** Base of content URLs in place of the upstream server's own. */
  readonly contentUrl?: string;
  /** Fetches files where Microsoft keeps them, though the upstream server has them too. */
  readonly contentFromMicrosoft: boolean;
  /** GetUpdateData calls, and downloads, at once. */
  readonly parallel: number;
  /** Reports computers and their status upwards. */
  readonly rollUp: boolean;
  /** The host name this server introduces itself by. */
  readonly name: string;
}

/** What is taken where nothing else is said. */
export const defaultSyncOptions: Omit<SyncOptions, 'url' | 'name'> = {
  replica: false,
  content: 'approved',
  expressFiles: false,
  contentFromMicrosoft: false,
  parallel: 4,
  rollUp: true,
};

/** How much of a synchronisation is run: all of it, what there is to choose among, or files alone. */
export type SyncExtent = 'whole' | 'categories' | 'content';
