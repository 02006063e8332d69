import { clip } from '../../platform/plain-text.ts';
import { failWith } from '../failure.ts';
import type { VerifiedFile } from '../verify/verify-file.ts';
import type { Handler } from './handlers.ts';

/**
 * Sees to it that what a handler needs is among the files that were verified: the file it names, and one at all. A cabinet
 * may hold what it names, as that of a locally published update does; what is in it is not looked at, for nothing is run.
 * Throws WU_E_DM_NOTDOWNLOADED.
 */
export function checkFiles(handler: Handler, files: readonly Pick<VerifiedFile, 'name'>[]): void {
  const name = namedFile(handler);
  const has = (test: (file: string) => boolean): boolean =>
    files.some((file) => test(file.name.toLowerCase()));
  if (
    name === undefined
      ? files.length > 0
      : has((file) => file === name.toLowerCase() || file.endsWith('.cab'))
  )
    return;
  failWith(
    'WU_E_DM_NOTDOWNLOADED',
    name === undefined
      ? 'none of its files is here'
      : `${clip(name)}, which its handler ${handler.kind} needs, is not here`,
  );
}

/** The file a handler names; undefined where it takes what comes. */
function namedFile(handler: Handler): string | undefined {
  switch (handler.kind) {
    case 'CommandLineInstallation':
    case 'WindowsSetup':
      return handler.program;
    case 'WindowsInstallerApp':
      return handler.msiFile;
    case 'AppxPackage':
      return handler.packageFileName;
    default:
      return undefined;
  }
}
