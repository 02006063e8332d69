import type { CachedRevision, ExtendedInfo } from './cached-revision.ts';

/** What a part of a data store costs. */
export interface StoreSize {
  /** UTF-16 units of all its texts. */
  readonly characters: number;
  /** Elements, attributes and pieces of text of what was parsed. */
  readonly nodes: number;
}

/** More than any server sends a client; the real one has some 25,000 in all. */
export const MOST_REVISIONS = 200_000;
/** One page of a real server may hold 51 million. Twice as many, all of them escaped, are still a text JSON can be. */
export const MOST_CHARACTERS = 128 * 1024 * 1024;
/** 25,000 revisions of a real catalogue have 1.3 million; each takes some 150 bytes. */
export const MOST_NODES = 4_000_000;
/** Nodes of one page, which is read before it is kept. */
export const MOST_PAGE_NODES = MOST_NODES / 2;

export function sizeOfRevision({ xml, deployment, core }: CachedRevision): StoreSize {
  return { characters: xml.length + charactersIn(deployment), nodes: core.nodes };
}

export function sizeOfExtended({ extended = '', localized = '' }: ExtendedInfo): StoreSize {
  return { characters: extended.length + localized.length, nodes: 0 };
}

/** UTF-16 units of all in plain data, names of fields apart; a number counts as some. */
export function charactersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return NUMBER;
  if (ArrayBuffer.isView(value)) return value.byteLength * BYTE;
  return Object.values(value).reduce<number>((sum, one) => sum + charactersIn(one), 0);
}

const NUMBER = 8;
/** Characters of a byte in JSON, which writes them as numbers. */
const BYTE = 4;
