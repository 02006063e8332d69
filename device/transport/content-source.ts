/** A part of a file, both ends included, in bytes. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * A place the bytes of one file can be had from: the server, an alternate server; peers and cache hosts are others of the
 * kind. Nothing it gives is trusted.
 */
export interface ContentSource {
  readonly kind: 'http' | 'peer' | 'cache';
  /** The address, for people. */
  readonly name: string;
  /**
   * The bytes of `range` of a file of `size` bytes, exactly as many, in pieces. Throws DeviceFailure when the source does not
   * have them, and the reason of `signal`.
   */
  read(range: ByteRange, size: number, signal: AbortSignal): AsyncIterable<Buffer>;
}
