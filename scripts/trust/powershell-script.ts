import type { KitCertificate, TrustKit } from './kit.ts';
import { POLICY_KEY, type PolicyValue } from './policy.ts';
import { POWERSHELL_BODY, POWERSHELL_HEAD } from './powershell-parts.ts';

/** A script that makes a Windows machine trust and use the double, and undoes it. ASCII with CRLF. */
export function powershellScript(kit: TrustKit): string {
  const lines = [
    POWERSHELL_HEAD.replaceAll('{server}', kit.server).replaceAll(
      '{pinEnd}',
      kit.pin?.notAfter.slice(0, 10) ?? 'not with http',
    ),
    `$server = ${quoted(kit.server)}`,
    `$policy = ${quoted(`HKLM:\\${POLICY_KEY}`)}`,
    '',
    '$certificates = @()',
    ...[kit.root].map((one) => certificate('Root', '$true', one)),
    ...kit.publishers.map((one) => certificate('TrustedPublisher', '$TrustPublishers', one)),
    ...(kit.pin === undefined ? [] : [certificate('WindowsServerUpdateServices', '$Pin', kit.pin)]),
    '$values = @(',
    ...kit.policy.map(policyEntry),
    ')',
    POWERSHELL_BODY,
  ];
  return lines.join('\n').replaceAll('\n', '\r\n');
}

/** In single quotes only the quote itself is special to PowerShell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function certificate(store: string, when: string, { pem, sha1 }: KitCertificate): string {
  const fields = `When = ${when}; Store = ${quoted(store)}; Thumbprint = ${quoted(sha1.toUpperCase())}`;
  return `$certificates += @{ ${fields}; Pem = @'\n${pem.trim()}\n'@ }`;
}

const SWITCHES = { server: '$true', publishers: '$TrustPublishers', 'no-internet': '$NoInternet' } as const;

function policyEntry({ subkey, name, value, purpose }: PolicyValue): string {
  const key = subkey === '' ? '$policy' : `"$policy\\${subkey}"`;
  const data =
    typeof value === 'string'
      ? `Type = 'String'; Value = ${quoted(value)}`
      : `Type = 'DWord'; Value = ${value}`;
  return `  @{ When = ${SWITCHES[purpose]}; Key = ${key}; Name = ${quoted(name)}; ${data} }`;
}
