import type { PermittedNames } from './permitted-names.ts';
import { readServerName, type ServerName } from './server-name.ts';

/** What a certificate is to be for. */
export interface AskedNames {
  /** The same for the same names. */
  readonly key: string;
  readonly names: readonly ServerName[];
}

/**
 * Makes of the server name a client asks for the names of its certificate: one of the machine's own, or none at all,
 * gets all of those. Undefined for a name that is not permitted or that is no name.
 */
export function createAskedNames(permitted: PermittedNames): (serverName?: string) => AskedNames | undefined {
  const ownKeys = new Set(permitted.own.map(keyOf));
  const own = { key: '', names: permitted.own };
  return (serverName = '') => {
    if (serverName === '') return own;
    const name = readServerName(serverName);
    if (name === undefined) return undefined;
    if (ownKeys.has(keyOf(name))) return own;
    return permitted.permits(name) ? { key: keyOf(name), names: [name] } : undefined;
  };
}

const keyOf = ({ kind, text }: ServerName) => `${kind} ${text}`;
