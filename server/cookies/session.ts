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
  /** Change of the catalogue up to which the client knows the deployments. */
  readonly syncPoint: number;
  /** The mark of that change, by which a store put back to an earlier state is told; absent for change 0. */
  readonly mark?: string;
  /** Names the groups the client was in at its sync point; absent before it had one. */
  readonly groups?: string;
  /** Which file locations the client knows: they change when content moves. */
  readonly locations: number;
}
