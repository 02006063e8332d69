import type { DeviceBody } from '../device-body.ts';
import type { DeviceFailure } from '../failure.ts';
import { namedAs, type VerifiedFile } from '../verify/verify-file.ts';
import { failureOf } from './failure-of.ts';
import { claimKey, digestOf, type FileClaim } from './file-claim.ts';
import { verifyWanted } from './verify-wanted.ts';

/** Files of a run and what became of them. */
export interface FileRun {
  readonly body: DeviceBody;
  /** By what was said of them, as `claimKey` has it. */
  readonly verified: Map<string, VerifiedFile>;
  /** Why what is said of a file is not so, or the file not here; by `claimKey` as well. */
  readonly broken: Map<string, DeviceFailure>;
  /** The first that passed for anything said of it, by its SHA-1 in upper case. */
  readonly here: Map<string, VerifiedFile>;
}

/** A claim the file does not meet. */
export interface Refusal {
  readonly claim: FileClaim;
  readonly failure: DeviceFailure;
}

/**
 * Judges the file at `place` by each of `claims`, all of one SHA-1, and notes what came of it. A file that meets none of
 * them, nor any before, is deleted. Gives those it does not meet.
 */
export async function judgeFile(
  run: FileRun,
  claims: readonly FileClaim[],
  place: string,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const [at, claim] of claims.entries()) {
    const key = claimKey(claim);
    const digest = digestOf(claim.file);
    try {
      const isWanted = run.here.has(digest) || at < claims.length - 1;
      const file = sameAsHere(run, claim) ?? (await verify(run, claim, place, isWanted));
      run.verified.set(key, file);
      run.broken.delete(key);
      if (!run.here.has(digest)) run.here.set(digest, file);
    } catch (error) {
      const failure = failureOf(error, undefined);
      run.broken.set(key, failure);
      refusals.push({ claim, failure });
    }
  }
  return refusals;
}

function verify(
  { body }: FileRun,
  { file, isLocal }: FileClaim,
  place: string,
  staysWhenRefused: boolean,
): Promise<VerifiedFile> {
  return verifyWanted(body, file, place, { isLocal, staysWhenRefused });
}

/** What passed already with the same said of its bytes, and whose signer this claim takes too. */
function sameAsHere({ here }: FileRun, { file, isLocal }: FileClaim): VerifiedFile | undefined {
  const found = here.get(digestOf(file));
  if (found === undefined || found.size !== file.size) return undefined;
  if (found.sha256.toString('hex') !== file.sha256?.toLowerCase()) return undefined;
  return found.signer.isLocallyPublished && !isLocal ? undefined : namedAs(found, file.name);
}
