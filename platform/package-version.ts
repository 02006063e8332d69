import { readFileSync } from 'node:fs';

/** The version of this package, or `unknown` where its package.json is not beside the code. */
export function packageVersion(): string {
  // The same relation holds in the sources (platform/) and in the build (dist/platform/).
  for (const up of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      // The other one then.
    }
  }
  return 'unknown';
}
