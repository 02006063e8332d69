import type { Buffer } from 'node:buffer';
import { type FileHandle, rm } from 'node:fs/promises';
import type { Clock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors/index.ts';
import type { PassedCheck } from '../failure.ts';
import { type FileSigner, judgeSignature } from './judge-signature.ts';
import { readPart, sizeOf, withOpenFile } from './open-file.ts';
import { digestFile, type FileDigests, type PieceDigests } from './piece-digests.ts';
import { createProvenSource } from './proven-source.ts';
import { refuse } from './refuse.ts';
import { readAnchors, type SigningTrust } from './signing-trust.ts';

/** What the metadata says of a file. */
export interface ExpectedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha1: Buffer;
  /** The AdditionalDigest; Windows 8 and later refuse a file without. */
  readonly sha256?: Buffer | undefined;
}

/** What a file is verified by. */
export interface VerifyParts {
  readonly path: string;
  readonly expected: ExpectedFile;
  readonly trust: SigningTrust;
  readonly clock: Clock;
  /** Told of each check that passed, in their order. */
  readonly onCheck: (check: PassedCheck) => void;
  /** Whether a file that fails stays: it may be just what others say of it. Deleted when left out. */
  readonly staysWhenRefused?: boolean;
}

const verified = Symbol('verified');

/**
 * A file that passed every check. Only `verifyFile` makes one, and whoever installs takes nothing else. It is read
 * through this value alone, and every piece is held against its SHA-256 of then: the bytes read are those that were
 * verified, whatever happened to the file at `path` since. No file is kept open or locked for it.
 */
export interface VerifiedFile {
  readonly [verified]: true;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly signer: FileSigner;
  /**
   * Exactly `length` bytes from `offset` on. Rejects with DeviceFailure when the file was changed or is gone, and then
   * deletes it, and with RangeError beyond its end.
   */
  read(offset: number, length: number): Promise<Buffer>;
}

/**
 * Verifies a downloaded file: size, SHA-1 and SHA-256 of the metadata, then its signature. Throws DeviceFailure with
 * the check that failed, and what `askStatus` rejects with, after deleting the file unless it stays. Throws DEVICE_TRUST_REFUSED and
 * leaves the file where the trust given cannot be read.
 */
export async function verifyFile(parts: VerifyParts): Promise<VerifiedFile> {
  const anchors = readAnchors(parts.trust);
  const { path, expected, trust, clock, onCheck } = parts;
  const judge = async (file: FileHandle): Promise<VerifiedFile> => {
    const { sha256, pieces, last } = await requireDigests(file, parts);
    const source = createProvenSource(pieces, reader(file), last);
    const signer = await judgeSignature(source, { trust, anchors, now: clock.now(), onCheck });
    const { name, size } = expected;
    const read = (offset: number, length: number) => readVerified(parts, pieces, offset, length);
    return { [verified]: true, path, name, size, sha256, signer, read };
  };
  const verify = () => withOpenFile(path, judge);
  return parts.staysWhenRefused ? verify() : orDelete(parts, verify);
}

/** The same verified file under another name that metadata has for it. */
export function namedAs(file: VerifiedFile, name: string): VerifiedFile {
  return file.name === name ? file : { ...file, name };
}

async function requireDigests(file: FileHandle, { expected, onCheck }: VerifyParts): Promise<FileDigests> {
  const { size, sha1, sha256 } = expected;
  const found = await sizeOf(file);
  const hash = 'WU_E_DM_INCORRECTFILEHASH';
  if (found !== size) refuse(hash, 'size', `the file has ${found} bytes, the metadata says ${size}`);
  onCheck({ check: 'size', found: `${size} bytes` });
  const digests = await digestFile(size, reader(file));
  if (!digests.sha1.equals(sha1)) refuse(hash, 'sha1', difference(digests.sha1, sha1));
  onCheck({ check: 'sha1', found: sha1.toString('hex') });
  // Online service facts §5.3: it must be present and match.
  if (sha256 === undefined)
    return refuse('WU_E_DM_UNKNOWNALGORITHM', 'sha256', 'the metadata gives no SHA-256 of the file');
  if (!digests.sha256.equals(sha256)) refuse(hash, 'sha256', difference(digests.sha256, sha256));
  onCheck({ check: 'sha256', found: sha256.toString('hex') });
  return digests;
}

const difference = (found: Buffer, expected: Buffer): string =>
  `the file has ${found.toString('hex')}, the metadata says ${expected.toString('hex')}`;

const reader = (file: FileHandle) => (offset: number, length: number) => readPart(file, offset, length);

async function readVerified(
  parts: VerifyParts,
  pieces: PieceDigests,
  offset: number,
  length: number,
): Promise<Buffer> {
  const end = offset + length;
  if (offset < 0 || end > pieces.size) throw new RangeError(`bytes ${offset} to ${end} of ${pieces.size}`);
  return orDelete(parts, () =>
    withOpenFile(parts.path, (file) => createProvenSource(pieces, reader(file)).read(offset, length)),
  );
}

/** Does `work`; what it throws is thrown on when the file is gone. */
async function orDelete<T>({ path, trust }: VerifyParts, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await rm(path, { force: true }).catch((problem: unknown) =>
      trust.onWarning(`${path}, which failed verification, cannot be deleted: ${messageOf(problem)}`),
    );
    throw error;
  }
}
