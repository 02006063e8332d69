import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { DeviceFailure, type PassedCheck } from '../../device/failure.ts';
import type { SigningTrust } from '../../device/verify/signing-trust.ts';
import { type ExpectedFile, type VerifiedFile, verifyFile } from '../../device/verify/verify-file.ts';
import type { Issued } from './tls-certificates.ts';

/** How a file is verified; what is left out fits the file. */
export interface VerifyWish {
  readonly expected?: Partial<ExpectedFile>;
  readonly trust?: Partial<SigningTrust>;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** What came of it. */
export interface Verification {
  readonly file?: VerifiedFile;
  readonly failure?: DeviceFailure;
  readonly checks: readonly PassedCheck[];
  readonly warnings: readonly string[];
  /** Whether the file is still there. */
  readonly isThere: boolean;
  readonly path: string;
}

let files = 0;

/** Makes what verifies bytes as a file in a folder of the test, with `roots` as pinned roots. */
export function verifier(t: Test, roots: readonly Issued[]) {
  const folder = t.testdir({});
  return async (bytes: Uint8Array, wish: VerifyWish = {}): Promise<Verification> => {
    files += 1;
    const file = path.join(folder, `${files}.bin`);
    writeFileSync(file, bytes);
    const checks: PassedCheck[] = [];
    const warnings: string[] = [];
    const seen = () => ({ checks, warnings, path: file, isThere: existsSync(file) });
    const parts = {
      path: file,
      expected: { ...expectedOf(bytes), ...wish.expected },
      trust: { ...trustIn(roots, warnings), ...wish.trust },
      clock: { now: () => wish.now ?? Date.now() },
      onCheck: (check: PassedCheck) => checks.push(check),
    };
    try {
      return { file: await verifyFile(parts), ...seen() };
    } catch (failure) {
      if (failure instanceof DeviceFailure) return { failure, ...seen() };
      throw failure;
    }
  };
}

/** What honest metadata says of these bytes. */
export function expectedOf(bytes: Uint8Array): ExpectedFile {
  const digest = (name: string) => createHash(name).update(bytes).digest();
  return { name: 'update.cab', size: bytes.length, sha1: digest('sha1'), sha256: digest('sha256') };
}

function trustIn(roots: readonly Issued[], warnings: string[]): SigningTrust {
  return {
    roots: roots.map(({ pem }) => pem).join(''),
    acceptsTrustedPublishers: false,
    revocation: 'hard',
    askStatus: async () => ({ kind: 'good' }),
    onWarning: (text) => warnings.push(text),
  };
}
