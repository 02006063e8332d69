import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { messageOf } from '../errors/index.ts';

/** The trusted roots, for checks of our own and for OpenSSL's. */
export interface Roots {
  readonly certificates: readonly X509Certificate[];
  /** For connections over TLS 1.2 and later. */
  readonly context: tls.SecureContext;
}

/** Throws the user's own error for PEM that cannot be used. */
export type Refuse = (reason: string) => never;

const MAX_PEM_CHARACTERS = 4 * 1024 * 1024;
const PEM = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** The roots in `ca` (PEM), read at once; or when it is undefined the system's, read when they are first needed. */
export function trustedRoots(ca: string | undefined, refuse: Refuse): () => Roots {
  if (ca !== undefined) {
    const pems = pemsIn(ca, refuse);
    const given = openRoots(pems.length === 0 ? refuse('there is no certificate in it') : pems, refuse);
    return () => given;
  }
  let known: Roots | undefined;
  return () => {
    known ??= openRoots(systemRoots(), refuse);
    return known;
  };
}

/** The certificates in a text, however few. */
export function certificatesIn(text: string, refuse: Refuse): readonly X509Certificate[] {
  const pems = pemsIn(text, refuse);
  return orRefuse(refuse, () => pems.map((pem) => new X509Certificate(pem)));
}

function pemsIn(text: string, refuse: Refuse): readonly string[] {
  return text.length > MAX_PEM_CHARACTERS
    ? refuse(`it has more than ${MAX_PEM_CHARACTERS} characters`)
    : (text.match(PEM) ?? []);
}

function openRoots(pems: readonly string[], refuse: Refuse): Roots {
  return orRefuse(refuse, () => ({
    certificates: pems.map((pem) => new X509Certificate(pem)),
    context: tls.createSecureContext({ ca: [...pems], minVersion: 'TLSv1.2' }),
  }));
}

function orRefuse<T>(refuse: Refuse, work: () => T): T {
  try {
    return work();
  } catch (error) {
    return refuse(messageOf(error));
  }
}

/** Node 22.15 and later; the typings are those of node 20. */
interface NewerTls {
  readonly getCACertificates?: (kind: 'default' | 'system') => readonly string[];
}

// Named one by one even where node would know them by itself: revocation and pins need the root of each chain.
function systemRoots(): readonly string[] {
  const { getCACertificates } = tls as NewerTls;
  if (getCACertificates === undefined) return tls.rootCertificates;
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}
