import os from 'node:os';
import { readServerName } from '../../pki/server-name.ts';

/** Labels and names end here: RFC 1035 §2.3.4. */
const MOST_LABEL = 63;
const MOST_NAME = 253;
const FALLBACK = 'mock-windows-update';

/** The name a server introduces itself by where none was given: that of this machine, as DNS would have it. */
export function ownHostName(text = os.hostname()): string {
  const name = text
    .toLowerCase()
    .split('.')
    .map((label) =>
      label
        .replace(/[^a-z0-9-]+/g, '-')
        .slice(0, MOST_LABEL)
        .replace(/^-+|-+$/g, ''),
    )
    .filter((label) => label !== '')
    .join('.')
    .slice(0, MOST_NAME);
  return readServerName(name)?.kind === 'dns' ? name : FALLBACK;
}
