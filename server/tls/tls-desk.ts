import { createServer, type Server, type TlsOptions } from 'node:tls';
import type { BrokenKind, Pki } from '../../pki/index.ts';
import { fail } from '../../platform/errors/index.ts';
import { actsOf, type Plan } from '../faults/plan.ts';
import type { Injection, TlsEntry } from '../journal/entry.ts';
import type { Tenancy } from '../tenants/tenancy.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { TlsOutcome, TlsResult } from './outcome.ts';
import type { TlsConnection, TlsTreatment } from './treatment.ts';

/** Decides what connections get, by the fault rules of their tenants, and notes in their journals how it went. */
export interface TlsDesk {
  onHello(connection: TlsConnection): TlsTreatment;
  onEnd(outcome: TlsOutcome): void;
}

/** What the desk decides by. */
export interface TlsDeskPorts {
  readonly tenancy: () => Tenancy;
  readonly pki: () => Pki | undefined;
  /** TLS settings of the listener: what a server with another version has beside it. */
  readonly settings: () => TlsOptions;
}

/** What a server says in plain HTTP on a port where TLS is expected. */
const PLAIN = Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');

/** Of a client that names no server. */
const NO_NAME = 'localhost';

const NOTHING: readonly Injection[] = [];

export function createTlsDesk(ports: TlsDeskPorts): TlsDesk {
  const planned = new WeakMap<TlsConnection, Plan>();
  const servers = createServers(ports);
  const tenantOf = ({ localPort, hello }: TlsConnection): Tenant =>
    ports.tenancy().ofConnection(localPort, hello?.serverName?.toLowerCase());
  return {
    onHello: (connection) => {
      const tenant = tenantOf(connection);
      if (tenant.faults.isEmpty()) return { kind: 'pass' };
      const host = connection.hello?.serverName?.toLowerCase();
      const plan = tenant.faults.plan({ kind: 'tls', address: connection.remoteAddress, host });
      if (plan === undefined) return { kind: 'pass' };
      planned.set(connection, plan);
      return delayed(
        plan,
        treatmentOf(plan, (act) => servers.of(act, host ?? NO_NAME, tenant.clock.now())),
      );
    },
    onEnd: ({ connection, result, milliseconds }) => {
      const tenant = tenantOf(connection);
      const { world } = tenant;
      const { hello, remoteAddress, remotePort, localPort } = connection;
      const failure = failureOf(result);
      world.journal.record({
        kind: 'tls',
        at: connection.at,
        wallAt: world.wall.now() - milliseconds,
        milliseconds,
        isUnassigned: ports.tenancy().isUnassigned(tenant),
        injected: planned.get(connection)?.injections ?? NOTHING,
        connection: { remoteAddress, remotePort, localPort, tls: { hello, agreed: agreedIn(result) } },
        outcome: failure === undefined ? 'ok' : 'refused',
        failure,
      });
    },
  };
}

type ServerAct = Extract<Plan['acts'][number], { kind: 'tls.certificate' | 'tls.version' }>;

function delayed(plan: Plan, next: TlsTreatment): TlsTreatment {
  const milliseconds = actsOf(plan, 'tls.delay').reduce((sum, act) => sum + act.milliseconds, 0);
  return milliseconds === 0 ? next : { kind: 'delay', milliseconds, next };
}

function treatmentOf(plan: Plan, serverFor: (act: ServerAct) => Server): TlsTreatment {
  for (const act of plan.acts) {
    switch (act.kind) {
      case 'tls.certificate':
      case 'tls.version':
        return { kind: 'server', server: serverFor(act) };
      case 'tls.reset':
        return { kind: 'reset' };
      case 'tls.close':
        return { kind: 'close' };
      case 'tls.stall':
        return { kind: 'stall' };
      case 'tls.alert':
        return { kind: 'alert', description: act.alert };
      case 'tls.plain':
        return { kind: 'bytes', bytes: PLAIN };
      default:
    }
  }
  return { kind: 'pass' };
}

/** Servers with one defect each, made when one is first wanted and kept as long as their certificate is. */
function createServers({ pki, settings }: TlsDeskPorts): {
  of(act: ServerAct, host: string, now: number): Server;
} {
  const byCertificate = new WeakMap<object, Server>();
  const byVersion = new Map<string, Server>();
  return {
    of: (act, host, now) => {
      if (act.kind === 'tls.version') {
        const known = byVersion.get(act.version) ?? createServer(olderThan(settings(), act.version));
        byVersion.set(act.version, known);
        return known;
      }
      const broken = pki()?.broken(act.certificate as BrokenKind, host, now);
      if (broken === undefined) return fail('PKI_NAME_NOT_PERMITTED', { name: JSON.stringify(host) });
      const { key, cert, tls } = broken;
      const known = byCertificate.get(broken) ?? createServer({ key, cert, minVersion: 'TLSv1.2', ...tls });
      byCertificate.set(broken, known);
      return known;
    },
  };
}

function olderThan(settings: TlsOptions, version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2'): TlsOptions {
  // OpenSSL keeps the old versions for whoever lowers its level.
  return { ...settings, minVersion: 'TLSv1', maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
}

function agreedIn(result: TlsResult) {
  if (result.kind !== 'completed') return undefined;
  const { protocol, cipher, clientCertificate } = result;
  return { version: protocol, cipher, clientCertificate: clientCertificate?.fingerprint256 };
}

function failureOf(result: TlsResult): TlsEntry['failure'] {
  switch (result.kind) {
    case 'completed':
      return undefined;
    case 'failed': {
      const { code, message, alert } = result;
      return { code, message, ...(alert !== undefined && { alert }) };
    }
    case 'not-tls':
      return { code: 'NOT_TLS', message: result.reason };
    case 'gone':
      return { code: 'GONE', message: `the peer left before its ${result.before}` };
    case 'treated':
      return { code: 'TREATED', message: 'a fault rule took the place of the handshake' };
  }
}
