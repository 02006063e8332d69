import type { Server } from 'node:tls';
import type { ClientHello } from '../../protocol/tls/client-hello.ts';

/** A connection to a TLS port, as far as it is known before anything is answered. */
export interface TlsConnection {
  /** Empty and 0 where the peer was gone before it could be asked. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localPort: number;
  /** Absent where the first bytes are none, or did not come. */
  readonly hello?: ClientHello;
  /** When it was accepted, in milliseconds since the epoch, by the clock of the double. */
  readonly at: number;
}

/** What a connection gets instead of, or before, a handshake with the server it came to. */
export type TlsTreatment =
  /** The handshake goes on as if nobody had looked. What speaks plain HTTP is told so and let go. */
  | { readonly kind: 'pass' }
  /** Another server shakes hands, one with a broken certificate perhaps; requests are answered as ever. */
  | { readonly kind: 'server'; readonly server: Server }
  /** RST. */
  | { readonly kind: 'reset' }
  /** FIN without a byte. */
  | { readonly kind: 'close' }
  /** A fatal alert with this number (RFC 8446 §6), then FIN. */
  | { readonly kind: 'alert'; readonly description: number }
  /** These bytes as they are, then FIN. */
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** Nothing, until the peer goes or five minutes are over. */
  | { readonly kind: 'stall' }
  /** The same later, after so much real time. */
  | { readonly kind: 'delay'; readonly milliseconds: number; readonly next: TlsTreatment };
