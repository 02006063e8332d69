/** Synchronisations to run: the state folder they fill, the upstream server, and the CA that server is known by. */
export interface SyncOrder {
  readonly state: string;
  readonly url: string;
  readonly ca: string;
  /** How often, one after the other; each with a connection of its own. */
  readonly times: number;
}

/** One synchronisation. */
export interface MeasuredRun {
  readonly milliseconds: number;
  readonly revisions: number;
  /** Operations called. */
  readonly calls: number;
}

/** What they took. */
export type SyncReply =
  | {
      readonly runs: readonly MeasuredRun[];
      /** The most memory the process ever had in use. */
      readonly peakResidentMegabytes: number;
    }
  | { readonly error: string };
