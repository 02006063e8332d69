import { ask } from '../http-get.ts';
import { hostOf, listenError, portOf, rootPath, shakeHands } from './ask.ts';
import { type Examined, type Finding, failed, info, ok, warn } from './finding.ts';

/** One port and what is to be served there. */
export interface Port {
  readonly service: 'http' | 'https' | 'control';
  readonly host: string;
  readonly port: number;
}

/** What was found at a port; `code` is the system's reason why nobody can listen there. */
type Outcome =
  | { readonly kind: 'free' | 'ours' | 'double' | 'other' | 'forbidden' }
  | { readonly kind: 'unusable'; readonly code: string };

/** The ports of the last serve (or the default ones), and those of hosts mode. */
export async function checkPorts({ urls, pki: { rootPem } }: Examined): Promise<readonly Finding[]> {
  const host = hostOf(urls.http);
  const own = (['http', 'https', 'control'] as const).map((service) => ({
    service,
    host,
    port: portOf(urls[service]),
  }));
  const low = hostsModePorts(host).filter(({ port }) => !own.some((one) => one.port === port));
  const findings: Finding[] = [];
  for (const port of own) findings.push(judge(port, await look(port, rootPem)));
  for (const port of low) findings.push(judgeHostsMode(port, await look(port, rootPem)));
  return findings;
}

/** The ports that clients redirected by hosts file come to. */
export const hostsModePorts = (host: string): readonly Port[] => [
  { service: 'http', host, port: 80 },
  { service: 'https', host, port: 443 },
];

async function look(port: Port, rootPem: string | undefined): Promise<Outcome> {
  const code = await listenError(port.host, port.port);
  if (code === undefined) return { kind: 'free' };
  if (code === 'EADDRINUSE') return { kind: await whoAnswers(port, rootPem) };
  return code === 'EACCES' ? { kind: 'forbidden' } : { kind: 'unusable', code };
}

function judge(port: Port, outcome: Outcome): Finding {
  const name = nameOf(port);
  const option = `mock-wu serve --${port.service}-port`;
  switch (outcome.kind) {
    case 'free':
      return ok(`${name} is free`);
    case 'ours':
      return ok(`${name} is served by this double`);
    case 'double':
      return failed(
        `${name} is taken by a double on another state folder`,
        `Stop that one, or choose ${option}.`,
      );
    case 'other':
      return failed(`${name} is taken by another program`, `Stop that program, or choose ${option}.`);
    case 'forbidden':
      return failed(`${name} is closed to this user`, `Run as administrator (root), or choose ${option}.`);
    case 'unusable':
      return failed(
        `${name} cannot be used: ${outcome.code}`,
        'Name an address of this machine with --bind.',
      );
  }
}

/** Hosts mode is a choice: what would keep it from starting is no failure of anything else. */
function judgeHostsMode(port: Port, outcome: Outcome): Finding {
  const finding = judge(port, outcome);
  if (finding.status === 'ok') return finding;
  const text = `${finding.text}; serve --hosts-mode needs it`;
  if (outcome.kind === 'forbidden') return info(text, 'Run as administrator (root) if you use hosts mode.');
  return warn(text, 'Stop what holds it if you use hosts mode.');
}

/** Whether the double with the root `rootPem` answers at a port, or some other double, or anything else. */
export async function whoAnswers(
  port: Port,
  rootPem: string | undefined,
): Promise<'ours' | 'double' | 'other'> {
  const authority = `${port.host.includes(':') ? `[${port.host}]` : port.host}:${port.port}`;
  if (port.service === 'https') {
    if (rootPem === undefined) return 'other';
    const { kind } = await shakeHands(`https://${authority}`, rootPem, 'any name');
    return kind === 'verified' ? 'ours' : 'other';
  }
  if (port.service === 'control') {
    const health = await ask(`http://${authority}/healthz`);
    return health?.body.includes('"status":"ok"') ? 'ours' : 'other';
  }
  const root = await ask(`http://${authority}${rootPath}`);
  if (root?.status !== 200 || !root.body.includes('BEGIN CERTIFICATE')) return 'other';
  return root.body === rootPem ? 'ours' : 'double';
}

const LABELS = { http: 'HTTP', https: 'TLS', control: 'control' } as const;
const nameOf = ({ host, port, service }: Port): string => `${host}:${port} (${LABELS[service]})`;
