import type { Validity } from '../certificate.ts';
import type { IssuerId } from '../credential.ts';
import { integer, octets, sequence } from '../der.ts';
import { authorityConstraints } from '../extensions/basic-constraints.ts';
import type { Extension } from '../extensions/extension.ts';
import type { LeafShape } from '../leaf-extensions.ts';
import { OID } from '../oids.ts';
import type { ServerName } from '../server-name.ts';
import type { BrokenKind } from './broken-kinds.ts';

/**
 * Which handshakes a server must offer so that its defect comes to be seen. They count for a server or a `TLSSocket` of
 * its own. Of a context that an `SNICallback` hands over, node takes the certificate alone, and only one that the security
 * level of the server allows: that server must have been made with these `ciphers`.
 */
export interface BrokenTls {
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
}

/** How a broken certificate differs from a good one. */
export interface Recipe extends Pick<LeafShape, 'constraints' | 'purposes' | 'others'> {
  /** The TLS authority when left out. */
  readonly issuer?: IssuerId | 'itself';
  readonly names?: (asked: readonly ServerName[]) => readonly ServerName[];
  /** Of the dates that a good one has at that moment. */
  readonly validity?: (usual: Validity) => Validity;
  readonly hash?: 'sha1' | 'md5';
  /** The key of all server certificates when left out. */
  readonly key?: 'gallery-weak' | 'publisher-a';
  readonly isRevoked?: true;
  readonly isDamaged?: true;
  /** The server sends no issuer, and no address to fetch one from. */
  readonly isAlone?: true;
  readonly tls?: BrokenTls;
}

const DAY = 86_400_000;
const YEAR = 365 * DAY;
/** Clocks of clients may be ahead; good certificates begin a day before their period does. */
const ENDED_BEFORE = DAY;
const BEGINS_AFTER = DAY;
/** status_request of TLS, RFC 7633 §6. */
const STATUS_REQUEST = 5;

// OpenSSL 3 and newer versions of node do not serve these otherwise.
const weak = { tls: { ciphers: 'DEFAULT@SECLEVEL=0' } } as const;

const unknownExtension = (critical: boolean): Extension => ({
  id: OID.documentation,
  critical,
  value: octets(Buffer.from('mock-windows-update')),
});

const mustStaple: Extension = {
  id: OID.tlsFeature,
  critical: false,
  value: sequence(integer(STATUS_REQUEST)),
};

/** A host that nobody asked for. */
function otherNames(asked: readonly ServerName[]): readonly ServerName[] {
  const names = ['wrong-name.invalid', 'another-wrong-name.invalid'];
  const text = names.find((name) => asked.every((one) => one.text !== name)) ?? '';
  return [{ kind: 'dns', text }];
}

/** How each kind is made. */
export const recipes: Readonly<Record<BrokenKind, Recipe>> = {
  expired: {
    validity: ({ notBefore, notAfter }) => {
      const end = notBefore - ENDED_BEFORE;
      return { notBefore: end - (notAfter - notBefore), notAfter: end };
    },
  },
  'not-yet-valid': {
    validity: ({ notBefore, notAfter }) => {
      const begin = notAfter + BEGINS_AFTER;
      return { notBefore: begin, notAfter: begin + (notAfter - notBefore) };
    },
  },
  'long-lived': { validity: ({ notBefore }) => ({ notBefore, notAfter: notBefore + 30 * YEAR }) },
  'wrong-name': { names: otherNames },
  'self-signed': { issuer: 'itself' },
  'unknown-issuer': { issuer: 'gallery-untrusted' },
  // Of an authority that no server ever sends: clients remember those they have seen.
  'missing-intermediate': { issuer: 'gallery-unsent', isAlone: true },
  'no-server-auth': { purposes: [OID.clientAuth] },
  'no-eku': { purposes: [] },
  'any-eku': { purposes: [OID.anyExtendedKeyUsage] },
  'code-signing-eku': { issuer: 'code-a', key: 'publisher-a', purposes: [OID.codeSigning] },
  revoked: { isRevoked: true },
  'authority-revoked': { issuer: 'gallery-revoked' },
  'must-staple-missing': { others: [mustStaple] },
  'unknown-critical-extension': { others: [unknownExtension(true)] },
  'unknown-noncritical-extension': { others: [unknownExtension(false)] },
  'ca-leaf': { constraints: authorityConstraints() },
  'path-length-exceeded': { issuer: 'gallery-deep' },
  'name-constraint-violation': { issuer: 'gallery-narrow' },
  'sha1-signature': { hash: 'sha1', ...weak },
  'md5-signature': { hash: 'md5', ...weak },
  'damaged-signature': { isDamaged: true },
  'weak-key': { key: 'gallery-weak', ...weak },
  'pinned-elsewhere': { issuer: 'gallery-other' },
};
