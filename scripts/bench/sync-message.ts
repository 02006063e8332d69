/** A synchronisation to run: the state folder it fills, the upstream server, and the CA that server is known by. */
export interface SyncOrder {
  readonly state: string;
  readonly url: string;
  readonly ca: string;
}

/** What it took. */
export type SyncReply =
  | {
      readonly milliseconds: number;
      readonly revisions: number;
      /** Operations called. */
      readonly calls: number;
      /** The most memory the process ever had in use. */
      readonly peakResidentMegabytes: number;
    }
  | { readonly error: string };
