import type { TrustKit } from './kit.ts';
import { POLICY_KEY, type PolicyValue } from './policy.ts';

/**
 * The WSUS policy as a registry file. Plain ASCII with CRLF: regedit and `reg import` take version 5.00 in ASCII as
 * well as in UTF-16 with a byte order mark, and ASCII survives being redirected by every shell.
 */
export function registryFile({ server, root, policy }: TrustKit): string {
  const needed = policy.filter(({ purpose }) => purpose === 'server');
  const optional = policy.filter(({ purpose }) => purpose !== 'server');
  const lines = [
    'Windows Registry Editor Version 5.00',
    '',
    `; WSUS policy for the test double at ${server}; import it with: reg import mock-wu.reg`,
    '; It names the server only. The root certificate is a file of its own:',
    ';   mock-wu trust --format pem > root.pem',
    ';   certutil -addstore Root root.pem',
    `; Its SHA-1 thumbprint: ${root.sha1.toUpperCase()}`,
    '; To undo: import a file with the same keys and "Name"=- for each value, then',
    `;   certutil -delstore Root ${root.sha1}`,
    '',
    ...sections(needed, ''),
    '; Optional: remove the semicolons. Take locally published updates from trusted publishers;',
    '; never ask the public services (this stops the Store and Delivery Optimization, too).',
    ...sections(optional, ';'),
  ];
  return lines.join('\r\n');
}

function sections(values: readonly PolicyValue[], comment: string): readonly string[] {
  const subkeys = [...new Set(values.map(({ subkey }) => subkey))];
  return subkeys.flatMap((subkey) => [
    `${comment}[HKEY_LOCAL_MACHINE\\${POLICY_KEY}${subkey && `\\${subkey}`}]`,
    ...values.filter((value) => value.subkey === subkey).map((value) => comment + assignment(value)),
    '',
  ]);
}

function assignment({ name, value }: PolicyValue): string {
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const data = typeof value === 'string' ? quoted(value) : `dword:${value.toString(16).padStart(8, '0')}`;
  return `${quoted(name)}=${data}`;
}
