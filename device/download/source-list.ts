import type { DeviceFailure } from '../failure.ts';
import type { ContentSource } from '../transport/content-source.ts';

/** Pieces in a row a source may have given up on before it is left. */
const MAX_LOST_PIECES = 2;
/** Times the bytes of a source may turn out to be others than before. */
const MAX_CHANGES = 2;

/** The sources of one file: which are still asked, and what the last trouble was. */
export interface SourceList {
  /** The first that is not left and not in `tried`. */
  next(tried?: ReadonlySet<ContentSource>): ContentSource | undefined;
  isLeft(source: ContentSource): boolean;
  /** What the last try that failed ended with. */
  readonly lastFailure: DeviceFailure | undefined;
  /** Of one try. */
  failed(failure: DeviceFailure): void;
  /** It is not asked again. */
  leave(source: ContentSource): void;
  /** A piece was tried at it often enough. */
  lost(source: ContentSource): void;
  /** A piece came from it. */
  gave(source: ContentSource): void;
  /** It has another file than it had. */
  changed(source: ContentSource): void;
}

interface Standing {
  isLeft: boolean;
  lostPieces: number;
  changes: number;
}

/** A list of `sources`, the best first. */
export function createSourceList(sources: readonly ContentSource[]): SourceList {
  const all = new Map<ContentSource, Standing>(
    sources.map((source) => [source, { isLeft: false, lostPieces: 0, changes: 0 }]),
  );
  let lastFailure: DeviceFailure | undefined;
  const update = (source: ContentSource, change: (standing: Standing) => void): void => {
    const standing = all.get(source);
    if (standing) change(standing);
  };
  return {
    next: (tried) => {
      for (const [source, { isLeft }] of all) if (!isLeft && !tried?.has(source)) return source;
      return undefined;
    },
    isLeft: (source) => all.get(source)?.isLeft ?? true,
    get lastFailure() {
      return lastFailure;
    },
    failed: (failure) => {
      lastFailure = failure;
    },
    leave: (source) =>
      update(source, (standing) => {
        standing.isLeft = true;
      }),
    lost: (source) =>
      update(source, (standing) => {
        standing.lostPieces += 1;
        if (standing.lostPieces >= MAX_LOST_PIECES) standing.isLeft = true;
      }),
    gave: (source) =>
      update(source, (standing) => {
        standing.lostPieces = 0;
      }),
    changed: (source) =>
      update(source, (standing) => {
        standing.changes += 1;
        if (standing.changes >= MAX_CHANGES) standing.isLeft = true;
      }),
  };
}
