/** Pieces of files in memory, the ones used last, up to a number of bytes. */
export interface PieceCache {
  /** The piece under `key`; `load` fetches its `size` bytes when it is not here. Calls at the same time share one load. */
  get(key: string, size: number, load: () => Promise<Buffer>): Promise<Buffer>;
  /** Bytes held now, loads under way included. */
  readonly bytes: number;
}

/** A cache that holds at most `capacity` bytes. A piece larger than that passes through. */
export function createPieceCache(capacity: number): PieceCache {
  // A Map keeps the order of insertion: what is used moves to the end, what is first goes first.
  const pieces = new Map<string, { readonly size: number; readonly content: Promise<Buffer> }>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= pieces.get(key)?.size ?? 0;
    pieces.delete(key);
  }

  function keep(key: string, size: number, content: Promise<Buffer>): void {
    pieces.set(key, { size, content });
    bytes += size;
    for (const oldest of pieces.keys()) {
      if (bytes <= capacity) return;
      drop(oldest);
    }
  }

  return {
    get bytes() {
      return bytes;
    },
    get(key, size, load) {
      const held = pieces.get(key);
      if (held) {
        pieces.delete(key);
        pieces.set(key, held);
        return held.content;
      }
      const content = load();
      if (size > capacity) return content;
      keep(key, size, content);
      // A failed read is forgotten, so that the next request tries again.
      content.catch(() => {
        if (pieces.get(key)?.content === content) drop(key);
      });
      return content;
    },
  };
}
