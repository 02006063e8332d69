/** What the failures of a connection are thrown as: whoever uses the network has errors of its own. */
export interface NetworkFailures {
  /** For an error of a socket, of TLS or of node's HTTP parser. One that is the user's own comes back as it is. */
  broken(url: URL, error: unknown): unknown;
  /** For a server that hung up. */
  cut(url: URL, reason: string): unknown;
  /** For a wait that was given up. */
  late(url: URL, reason: string): unknown;
  /** For an answer that is of no use. */
  unfit(url: URL, reason: string): unknown;
  /** For an answer of more than `maxBytes`. */
  tooLarge(url: URL, maxBytes: number): unknown;
}
