import type { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import * as tls from 'node:tls';

/** Where Linux systems keep all trusted roots in one file. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
/** Genuine bundles have a quarter of a megabyte. */
const MAX_BUNDLE_BYTES = 16 * 1024 * 1024;

/**
 * Whether the system's store, or what the environment names in its place, holds `root`; undefined where it
 * cannot be read: Node.js before 22.15 sees no store of Windows or macOS.
 */
export function systemTrusts(
  root: X509Certificate,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): boolean | undefined {
  const named = [environment.SSL_CERT_FILE, environment.NODE_EXTRA_CA_CERTS].filter(
    (file) => file !== undefined,
  );
  const bundles = platform === 'linux' ? [...named, ...BUNDLES] : named;
  const texts = [...bundles.map(readBundle), ...systemCertificates()].filter((text) => text !== undefined);
  if (texts.length === 0) return undefined;
  const wanted = root.raw.toString('base64');
  return texts.some((text) => text.replace(/\s+/g, '').includes(wanted));
}

function readBundle(file: string): string | undefined {
  try {
    return statSync(file).size > MAX_BUNDLE_BYTES ? undefined : readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}

/** The store of the system as newer versions of Node.js read it, on all platforms. */
function systemCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => readonly string[] };
  return getCACertificates?.('system') ?? [];
}
