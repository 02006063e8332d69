import { constants, gzipSync } from 'node:zlib';
import { totalLength } from '../../platform/total-length.ts';
import { createXpressWriter } from '../../protocol/codecs/xpress-writer.ts';

/** The content codings of replies. */
export type ReplyCoding = 'xpress' | 'gzip';

/** A body as it is sent. */
export interface CodedBody {
  readonly pieces: readonly Buffer[];
  /** Undefined when it is sent as it is. */
  readonly coding: ReplyCoding | undefined;
}

/** Puts bodies into a content coding. */
export interface ReplyCoder {
  /** `pieces` in `coding`, or as they are when it would not make them shorter. */
  encode(pieces: readonly Buffer[], coding: ReplyCoding): CodedBody;
}

/** Makes a coder; it remembers what the pieces that come again and again are in xpress. */
export function createReplyCoder(): ReplyCoder {
  const xpress = createXpressWriter();
  return {
    encode: (pieces, coding) => {
      const coded = coding === 'xpress' ? xpress.pack(pieces) : [gzip(pieces)];
      return totalLength(coded) < totalLength(pieces)
        ? { pieces: coded, coding }
        : { pieces, coding: undefined };
    },
  };
}

/**
 * The coding a reply may have: xpress when `acceptEncoding` offers it, since that is what Windows clients do and a WSUS
 * answers in ([MS-WUSP] §2.1), else gzip. A `*` offers neither: whoever sends it did not name xpress.
 */
export function offeredCoding(acceptEncoding: string): ReplyCoding | undefined {
  // What every Windows client sends.
  if (acceptEncoding === 'xpress') return 'xpress';
  const offered = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((one) => one.split(';').map((part) => part.trim()))
    .filter(([, ...parameters]) => !parameters.some(isNever))
    .map(([token]) => token);
  if (offered.includes('xpress')) return 'xpress';
  return offered.includes('gzip') ? 'gzip' : undefined;
}

/** A weight of zero means "not acceptable": RFC 9110 §12.4.2. */
function isNever(parameter: string): boolean {
  return /^q\s*=\s*0(\.0*)?$/.test(parameter);
}

/** The fastest level: what is saved above it is little, and the event loop waits meanwhile. */
function gzip(pieces: readonly Buffer[]): Buffer {
  return gzipSync(Buffer.concat(pieces), { level: constants.Z_BEST_SPEED });
}
