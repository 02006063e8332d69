import type { BigIntStats } from 'node:fs';
import { dateAt } from '../../platform/clock.ts';

/** 1601-01-01, where Windows counts from, in nanoseconds before 1970-01-01. */
const FILETIME_EPOCH = 11_644_473_600n * 1_000_000_000n;

/** One state of a file, as its validators tell it. */
export interface FileVersion {
  /** Bytes. */
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** HTTP date, whole seconds. */
  readonly lastModified: string;
  /** Differs for any two states the file system can tell apart: more than the ETag says. */
  readonly key: string;
}

/** The version of the file that `stats` describe. */
export function versionOf(stats: BigIntStats): FileVersion {
  return {
    size: Number(stats.size),
    etag: iisEntityTag(stats.mtimeNs),
    lastModified: dateAt(Number(stats.mtimeMs)).toUTCString(),
    key: `${stats.dev}-${stats.ino}-${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}`,
  };
}

/**
 * The strong ETag IIS gives a static file: the bytes of its FILETIME (100 ns since 1601) from the lowest on,
 * each in hex without leading zero, then the change number of the configuration. Captures 18 and 19 follow
 * from their Last-Modified this way.
 */
export function iisEntityTag(mtimeNanoseconds: bigint): string {
  const fileTime = Buffer.alloc(8);
  fileTime.writeBigUInt64LE(BigInt.asUintN(64, (mtimeNanoseconds + FILETIME_EPOCH) / 100n));
  const hex = [...fileTime].map((byte) => byte.toString(16)).join('');
  return `"${hex}:0"`;
}
