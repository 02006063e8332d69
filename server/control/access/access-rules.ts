/** Who may use the control API of one double. */
export interface AccessRules {
  /** Whether it listens on loopback alone. */
  readonly isLocal: boolean;
  /** Host names it may be asked by, beside localhost and addresses; they matter on loopback. */
  readonly names: readonly string[];
  /** What every call but those for health must bear; on loopback it may be undefined. */
  readonly token: string | undefined;
}

/** Whether a listener on `host` is reached from this machine alone. A name that is not localhost is taken to be open. */
export function isLoopback(host: string): boolean {
  const address = host.toLowerCase().replace(/^::ffff:/, '');
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}
