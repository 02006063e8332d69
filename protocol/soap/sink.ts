/** Where an encoder writes to. */
export interface Sink {
  text(part: string): void;
  /** UTF-8 that is ready. */
  bytes(part: Buffer): void;
}

/** A sink that collects a string. */
export function createTextSink(): Sink & { result(): string } {
  let text = '';
  return {
    text: (part) => {
      text += part;
    },
    bytes: (part) => {
      text += part.toString('utf8');
    },
    result: () => text,
  };
}

/** A sink that collects UTF-8 as the pieces it comes in: ready bytes as they are, text in runs as long as they come. */
export function createByteSink(): Sink & { result(): readonly Buffer[] } {
  const pieces: Buffer[] = [];
  let pending = '';
  const flush = (): void => {
    if (pending !== '') pieces.push(Buffer.from(pending));
    pending = '';
  };
  return {
    text: (part) => {
      pending += part;
    },
    bytes: (part) => {
      flush();
      pieces.push(part);
    },
    result: () => {
      flush();
      return pieces;
    },
  };
}
