import type { KeyObject } from 'node:crypto';
import { endEntityConstraints } from './extensions/basic-constraints.ts';
import { extendedKeyUsage } from './extensions/extended-key-usage.ts';
import type { Extension } from './extensions/extension.ts';
import { authorityKeyIdentifier, subjectKeyIdentifier } from './extensions/key-identifiers.ts';
import { keyUsage } from './extensions/key-usage.ts';
import { subjectAlternativeName } from './extensions/subject-alternative-name.ts';
import { OID } from './oids.ts';
import type { ServerName } from './server-name.ts';

/** What the extensions of a server certificate depend on; the optional parts are those that broken ones vary. */
export interface LeafShape {
  readonly names: readonly ServerName[];
  readonly publicKey: KeyObject;
  /** Undefined for a certificate that signs itself. */
  readonly issuerKey: KeyObject | undefined;
  /** Where to ask about it. */
  readonly locations: readonly Extension[];
  readonly constraints?: Extension;
  /** By object identifier; with none the extension is left out. */
  readonly purposes?: readonly string[];
  readonly others?: readonly Extension[];
}

/** The extensions of a server certificate, in their order. */
export function leafExtensions(shape: LeafShape): readonly Extension[] {
  const { names, publicKey, issuerKey, locations, others = [], purposes = [OID.serverAuth] } = shape;
  return [
    subjectAlternativeName(names),
    shape.constraints ?? endEntityConstraints(),
    // As the service's own RSA certificates: 0xF0 and server authentication only.
    keyUsage('digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment'),
    ...(purposes.length === 0 ? [] : [extendedKeyUsage(...purposes)]),
    ...locations,
    ...others,
    subjectKeyIdentifier(publicKey),
    ...(issuerKey === undefined ? [] : [authorityKeyIdentifier(issuerKey)]),
  ];
}
