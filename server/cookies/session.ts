/** Up to where a client knows the deployments. */
export interface SyncPoint {
  /** A change of the catalogue. */
  readonly change: number;
  /** Names the groups the client was in. */
  readonly groups: string;
}

/** What a session cookie carries: [MS-WUSP] §3.1.5.4, Data Processing. */
export interface Session {
  readonly serverId: string;
  readonly computerId: string;
  readonly protocolVersion: string;
  /** `lastChange` of the configuration the client has seen. */
  readonly configLastChange: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  /** The same as clients read it: it stays for all cookies of the session. */
  readonly expiration: string;
  /** The newest change of the catalogue the client may have revisions of. */
  readonly seen: number;
  /** The mark of that change, by which a store put back to an earlier state is told; absent for change 0. */
  readonly mark?: string;
  /** Up to where it knows deployments of software, and of drivers: each part of a scan tells its own. */
  readonly software?: SyncPoint;
  readonly drivers?: SyncPoint;
  /** Which file locations the client knows: they change when content moves. */
  readonly locations: number;
}
