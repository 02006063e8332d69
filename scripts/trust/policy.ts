/** Where Windows keeps the policy of its update client. */
export const POLICY_KEY = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';

/** One registry value below POLICY_KEY. */
export interface PolicyValue {
  /** The key below POLICY_KEY; empty for that key itself. */
  readonly subkey: '' | 'AU';
  readonly name: string;
  /** Text is a REG_SZ, a number a REG_DWORD. */
  readonly value: string | number;
  /** What it is for; only `server` values are needed. */
  readonly purpose: 'server' | 'publishers' | 'no-internet';
}

/** The values that make `server` the WSUS of a machine, and those that go well with it. */
export function policyValues(server: string): readonly PolicyValue[] {
  return [
    { subkey: '', name: 'WUServer', value: server, purpose: 'server' },
    { subkey: '', name: 'WUStatusServer', value: server, purpose: 'server' },
    { subkey: 'AU', name: 'UseWUServer', value: 1, purpose: 'server' },
    { subkey: '', name: 'AcceptTrustedPublisherCerts', value: 1, purpose: 'publishers' },
    { subkey: '', name: 'DoNotConnectToWindowsUpdateInternetLocations', value: 1, purpose: 'no-internet' },
  ];
}
