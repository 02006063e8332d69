import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DeviceBody } from '../device-body.ts';
import { contentName } from '../download/content-name.ts';
import type { WantedFile } from '../download/fetch-plan.ts';
import { type VerifiedFile, verifyFile } from '../verify/verify-file.ts';

/** Where a file is when it is here whole; undefined when it is not. */
export function pathOfWanted({ options }: DeviceBody, { name, sha1 }: WantedFile): string | undefined {
  const file = path.join(options.storage.downloads, contentName(sha1, name));
  return existsSync(file) ? file : undefined;
}

/**
 * Verifies a file against what metadata says of it, and its signature; one that fails is deleted unless it stays. Publishers an administrator
 * trusts count only for what is published locally. Throws DeviceFailure.
 */
export function verifyWanted(
  body: DeviceBody,
  { name, size, sha1, sha256 }: WantedFile,
  file: string,
  { isLocal, staysWhenRefused }: { readonly isLocal: boolean; readonly staysWhenRefused: boolean },
): Promise<VerifiedFile> {
  const { signing, clock, watch } = body.options;
  return verifyFile({
    path: file,
    expected: {
      name,
      size,
      sha1: Buffer.from(sha1, 'hex'),
      ...(sha256 !== undefined && { sha256: Buffer.from(sha256, 'hex') }),
    },
    trust: {
      ...signing,
      acceptsTrustedPublishers: isLocal && body.policy.acceptsTrustedPublishers,
    },
    clock,
    staysWhenRefused,
    onCheck: (check) => watch({ kind: 'check', of: 'file', about: name, ...check }),
  });
}
