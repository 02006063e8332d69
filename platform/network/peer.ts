import { X509Certificate } from 'node:crypto';
import tls, { type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

/** Servers send two to four certificates. */
const MAX_SENT = 10;

/** The server's certificate and those it sent along that OpenSSL finds above it; nothing when it sent none. */
export function linkedBy(socket: TLSSocket): readonly X509Certificate[] {
  const certificates: X509Certificate[] = [];
  let link: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // The root is linked to itself.
  for (; link?.raw !== undefined && certificates.length < MAX_SENT; ) {
    certificates.push(new X509Certificate(link.raw));
    link = link.issuerCertificate === link ? undefined : link.issuerCertificate;
  }
  return certificates;
}

/**
 * The server's certificate and all it sent along, in its order, those too that OpenSSL would not have above it. This
 * takes them out of the connection: neither this nor `linkedBy` finds them again.
 */
export function takeSent(socket: TLSSocket): readonly X509Certificate[] {
  const certificates: X509Certificate[] = [];
  let link = socket.getPeerX509Certificate();
  for (; link !== undefined && certificates.length < MAX_SENT; link = link.issuerCertificate) {
    certificates.push(link);
  }
  return certificates;
}

/** Why OpenSSL refuses a server: dates by the machine's clock, purposes of certificates, or anything else. */
export interface OpensslVerdict {
  readonly kind: 'dates' | 'purposes' | 'chain';
  /** Node's name of it, such as `CERT_HAS_EXPIRED`. */
  readonly code: string;
}

const KINDS: Readonly<Record<string, OpensslVerdict['kind']>> = {
  CERT_NOT_YET_VALID: 'dates',
  CERT_HAS_EXPIRED: 'dates',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'dates',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'dates',
  INVALID_PURPOSE: 'purposes',
  INVALID_CA: 'purposes',
};

/** OpenSSL's own verdict on the server; undefined when it takes it. It judges all but the name. */
export function opensslVerdict(socket: TLSSocket): OpensslVerdict | undefined {
  if (socket.authorized) return undefined;
  // The typings call it an Error; it is the code of one.
  const code = String(socket.authorizationError);
  return { kind: KINDS[code] ?? 'chain', code };
}

/** Whether a certificate is for `host`, a name or an address, RFC 9110 §4.3.4. */
export function isNamedFor(certificate: X509Certificate, host: string): boolean {
  return tls.checkServerIdentity(host, certificate.toLegacyObject()) === undefined;
}
