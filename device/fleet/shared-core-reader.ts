import { createRecent } from '../../platform/recent.ts';
import { type CoreFragment, readCore } from '../../protocol/metadata/read-core.ts';
import type { CoreReader } from '../scan/read-page.ts';

/** Fragments remembered; what a fleet meets is one catalogue. */
const MOST_FRAGMENTS = 20_000;
/** UTF-16 units of a fragment that is remembered: some carry manifests of tens of millions. */
const MOST_CHARACTERS = 64 * 1024;

/** Reads each Core fragment once for all devices that share it. */
export function createSharedCoreReader(): CoreReader {
  const known = createRecent<CoreFragment>(MOST_FRAGMENTS);
  return (xml) => {
    const found = known.get(xml);
    if (found !== undefined) return found;
    const core = readCore(xml);
    if (xml.length <= MOST_CHARACTERS) known.set(xml, core);
    return core;
  };
}
