import type { Buffer } from 'node:buffer';

/** Bytes read of a body nobody wants, so that its connection can be used again. */
const MOST_BYTES = 64 * 1024;

/** Reads a body nobody wants to its end when it is short, and breaks it off when not. Throws nothing. */
export async function drain(body: AsyncIterable<Buffer>): Promise<void> {
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) return;
    }
  } catch {
    // What the reply says is known from its head.
  }
}
