import type { AuthorityId, CredentialId } from './credential.ts';
import { authorityConstraints, endEntityConstraints } from './extensions/basic-constraints.ts';
import { extendedKeyUsage } from './extensions/extended-key-usage.ts';
import type { Extension } from './extensions/extension.ts';
import { keyUsage } from './extensions/key-usage.ts';
import { nameConstraints } from './extensions/name-constraints.ts';
import { OID } from './oids.ts';
import type { PermittedNames } from './permitted-names.ts';

/** What one kept certificate is for. */
export interface Profile {
  readonly id: CredentialId;
  /** Undefined for the root, which signs itself. */
  readonly issuer: AuthorityId | undefined;
  /** Completes the common name "Mock Windows Update … (test only, do not trust)". */
  readonly role: string;
  readonly years: number;
  extensions(permitted: PermittedNames): readonly Extension[];
}

/** Authorities sign the status answers about their own certificates (RFC 6960 §4.2.2.2), hence digitalSignature. */
export const authorityUse = () => keyUsage('digitalSignature', 'keyCertSign', 'cRLSign');

const codeAuthority = (pathLength: number) => () => [
  authorityConstraints(pathLength),
  authorityUse(),
  extendedKeyUsage(OID.codeSigning),
];

const codePublisher = () => [
  endEntityConstraints(),
  keyUsage('digitalSignature'),
  // Nothing of Microsoft's own signing purposes: a mock must not make certificates that claim them.
  extendedKeyUsage(OID.codeSigning),
];

/** What the authority of server certificates says; whoever trusts the root risks no more than these names. */
export const tlsAuthority = ({ domains, ranges }: PermittedNames) => [
  authorityConstraints(0),
  authorityUse(),
  extendedKeyUsage(OID.serverAuth),
  nameConstraints(domains, ranges),
];

/** What a root says. */
export const rootAuthority = () => [authorityConstraints(), authorityUse()];

/** Every kept certificate, issuers before what they issue. */
export const profiles: readonly Profile[] = [
  {
    id: 'root',
    issuer: undefined,
    role: 'Root',
    years: 30,
    extensions: rootAuthority,
  },
  { id: 'tls', issuer: 'root', role: 'TLS CA', years: 15, extensions: tlsAuthority },
  { id: 'code', issuer: 'root', role: 'Code Signing CA', years: 15, extensions: codeAuthority(1) },
  { id: 'code-a', issuer: 'code', role: 'Code Signing CA A', years: 10, extensions: codeAuthority(0) },
  { id: 'code-b', issuer: 'code', role: 'Code Signing CA B', years: 10, extensions: codeAuthority(0) },
  { id: 'publisher-a', issuer: 'code-a', role: 'Publisher A', years: 5, extensions: codePublisher },
  { id: 'publisher-b', issuer: 'code-b', role: 'Publisher B', years: 5, extensions: codePublisher },
];
