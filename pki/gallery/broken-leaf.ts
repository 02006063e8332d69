import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type CertificateSigner, issueCertificate, type Validity } from '../certificate.ts';
import type { Credential, IssuerId } from '../credential.ts';
import { toDer } from '../der.ts';
import type { Extension } from '../extensions/extension.ts';
import { leafExtensions } from '../leaf-extensions.ts';
import { leafSubject } from '../leaves.ts';
import type { LocationExtensions } from '../locations.ts';
import { OID } from '../oids.ts';
import type { Serials } from '../serials.ts';
import type { ServerName } from '../server-name.ts';
import { type BornRevoked, revokedBelow } from './born-revoked.ts';
import type { BrokenKind } from './broken-kinds.ts';
import { type Recipe, recipes } from './recipes.ts';

/** What broken certificates are made from. */
export interface BrokenLeafParts {
  readonly serials: Serials;
  readonly bornRevoked: BornRevoked;
  readonly locations: LocationExtensions;
}

/** Which one: what a good certificate would be, and what spoils it. */
export interface WantedLeaf {
  readonly kind: BrokenKind;
  readonly names: readonly ServerName[];
  readonly validity: Validity;
  readonly key: KeyObject;
  /** Undefined when it signs itself. */
  readonly issuer: Credential<IssuerId> | undefined;
}

/** Makes the certificate of a server. What is wanted makes the same bytes every time. */
export function issueBroken(parts: BrokenLeafParts, wanted: WantedLeaf): X509Certificate {
  const { kind, key, issuer } = wanted;
  const recipe = recipes[kind];
  const names = recipe.names?.(wanted.names) ?? wanted.names;
  const validity = recipe.validity?.(wanted.validity) ?? wanted.validity;
  const publicKey = createPublicKey(key);
  const extensions = leafExtensions({
    ...recipe,
    names,
    publicKey,
    issuerKey: issuer?.certificate.publicKey,
    locations: locationsOf(parts.locations, recipe, issuer),
  });
  const subject = leafSubject(names);
  const serial = parts.serials.make(serialsOf(recipe, issuer), digestOf(kind, extensions, validity));
  const signer: CertificateSigner = issuer === undefined ? { name: subject, key } : signerOf(issuer);
  const certificate = issueCertificate(
    { subject, publicKey, serial, validity, extensions },
    signer,
    recipe.hash,
  );
  if (recipe.isRevoked && issuer)
    parts.bornRevoked.list(issuer.id, certificate.serialNumber, 'keyCompromise');
  return recipe.isDamaged ? damaged(certificate) : certificate;
}

const signerOf = ({ name, key }: Credential): CertificateSigner => ({ name: name(), key });

function serialsOf({ isRevoked }: Recipe, issuer: Credential<IssuerId> | undefined): string {
  if (issuer === undefined) return 'itself';
  return isRevoked ? revokedBelow(issuer.id) : issuer.id;
}

/** Where to ask about it. One that is sent alone must not say where its issuer is. */
function locationsOf(
  locations: LocationExtensions,
  { isAlone }: Recipe,
  issuer: Credential<IssuerId> | undefined,
): readonly Extension[] {
  const all = issuer === undefined ? [] : locations(issuer.id);
  return isAlone ? all.filter(({ id }) => id !== OID.authorityInfoAccess) : all;
}

// Two different certificates must never share a serial number, so it follows from all that can differ.
function digestOf(kind: BrokenKind, extensions: readonly Extension[], validity: Validity): Buffer {
  const hash = createHash('sha256').update(`${kind} ${validity.notBefore} ${validity.notAfter}`);
  for (const { value } of extensions) hash.update(toDer(value));
  return hash.digest();
}

/** The same with the last bit, which is of the signature, turned over. */
function damaged({ raw }: X509Certificate): X509Certificate {
  const bytes = Buffer.from(raw);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return new X509Certificate(bytes);
}
