import { BlockList } from 'node:net';
import { fail } from '../platform/errors/index.ts';
import type { HostIdentity } from './host-identity.ts';
import { readServerName, requireServerName, type ServerName } from './server-name.ts';
import { windowsUpdateDomains } from './windows-update-domains.ts';

/** An address with the number of leading bits that count. */
export interface IpRange {
  readonly address: string;
  readonly prefix: number;
}

/** What server certificates may be issued for, and what the default one carries. */
export interface PermittedNames {
  /** Domains, each with all names below it, sorted. */
  readonly domains: readonly string[];
  readonly ranges: readonly IpRange[];
  /** The names of the certificate shown to clients that name no server. */
  readonly own: readonly ServerName[];
  permits(name: ServerName): boolean;
}

/** Most names a user may add: the constraints travel in every handshake. */
const MAX_NAMES = 200;

/** Names no one can own in public: RFC 2606, RFC 6761, RFC 6762, RFC 8375, ICANN's .internal, and CI habits. */
const RESERVED_DOMAINS = [
  'localhost',
  'test',
  'example',
  'invalid',
  'internal',
  'local',
  'localdomain',
  'home.arpa',
  'lan',
];

/** Loopback, private and link-local networks: RFC 1122, RFC 1918, RFC 3927, RFC 4193, RFC 4291. */
const PRIVATE_RANGES: readonly IpRange[] = [
  { address: '127.0.0.0', prefix: 8 },
  { address: '10.0.0.0', prefix: 8 },
  { address: '172.16.0.0', prefix: 12 },
  { address: '192.168.0.0', prefix: 16 },
  { address: '169.254.0.0', prefix: 16 },
  { address: '::1', prefix: 128 },
  { address: 'fc00::', prefix: 7 },
  { address: 'fe80::', prefix: 10 },
];

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/**
 * What may be served on `host` when the user asks for `names` besides.
 * Throws PKI_NAME_INVALID for a name that is none, PKI_NAMES_TOO_MANY above 200.
 */
export function permittedNames(host: HostIdentity, names: readonly string[] = []): PermittedNames {
  if (names.length > MAX_NAMES) fail('PKI_NAMES_TOO_MANY', { count: names.length, limit: MAX_NAMES });
  const asked = names.map(requireServerName);
  const hostNames = host.names.flatMap(known);
  const dns = [...hostNames, ...asked].filter(({ kind }) => kind === 'dns').map(({ text }) => text);
  const domains = [...new Set([...RESERVED_DOMAINS, ...windowsUpdateDomains, ...dns])].sort();
  const isPrivate = matcher([], PRIVATE_RANGES);
  const addresses = host.addresses.flatMap(known).filter(({ kind }) => kind === 'ip');
  // The machine's public addresses one by one: names a client may well use, and nobody else's.
  const alone = [...asked.filter(({ kind }) => kind === 'ip'), ...addresses.filter((one) => !isPrivate(one))];
  const ranges = [...PRIVATE_RANGES, ...unique(alone).map(single)];
  const permits = matcher(domains, ranges);
  const own = unique([...LOOPBACK.flatMap(known), ...hostNames, ...asked, ...addresses]);
  return { domains, ranges, own, permits };
}

// A machine may call itself something no certificate can say; then it goes without.
function known(text: string): readonly ServerName[] {
  const name = readServerName(text);
  return name === undefined ? [] : [name];
}

const single = ({ text }: ServerName): IpRange => ({ address: text, prefix: text.includes(':') ? 128 : 32 });

function matcher(domains: readonly string[], ranges: readonly IpRange[]): PermittedNames['permits'] {
  const allowed = new Set(domains);
  const networks = new BlockList();
  for (const { address, prefix } of ranges) networks.addSubnet(address, prefix, familyOf(address));
  return ({ kind, text }) =>
    kind === 'ip'
      ? networks.check(text, familyOf(text))
      : selfAndParents(text).some((name) => allowed.has(name));
}

const familyOf = (address: string) => (address.includes(':') ? 'ipv6' : 'ipv4');

function selfAndParents(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

function unique(names: readonly ServerName[]): readonly ServerName[] {
  return [...new Map(names.map((name) => [`${name.kind} ${name.text}`, name])).values()];
}
