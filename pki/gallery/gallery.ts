import type { Clock } from '../../platform/clock.ts';
import { createRecent } from '../../platform/recent.ts';
import { createAskedNames } from '../asked-names.ts';
import type { Validity } from '../certificate.ts';
import { validityOf } from '../certificate-fields.ts';
import { type Credential, type IssuerId, pemChain } from '../credential.ts';
import type { Hierarchy } from '../hierarchy.ts';
import type { Issuance } from '../issuance.ts';
import type { KeyMaker } from '../key-maker.ts';
import { leafValidity } from '../leaves.ts';
import type { ServerName } from '../server-name.ts';
import {
  createGalleryAuthorities,
  type GalleryAuthorities,
  type GalleryAuthorityParts,
  isOfGallery,
} from './authorities.ts';
import type { BrokenKind } from './broken-kinds.ts';
import { type BrokenLeafParts, issueBroken } from './broken-leaf.ts';
import { createGalleryKeys, type GalleryKeys, type SharedKeys } from './gallery-keys.ts';
import { type BrokenTls, recipes } from './recipes.ts';

/** Key and chain as `tls.createSecureContext` takes them. One object a certificate. */
export interface BrokenServer {
  readonly key: string;
  readonly cert: string;
  /** Options without which the handshake would fail for another reason. */
  readonly tls?: BrokenTls;
}

/** What the gallery is made from. */
export interface GalleryParts extends Omit<GalleryAuthorityParts, 'keyOf'> {
  readonly maker: KeyMaker;
  readonly keys: SharedKeys;
  readonly issuance: Issuance;
  readonly clock: Clock;
}

/** Certificates with one defect each. */
export interface Gallery {
  /** See `Pki.broken`. */
  broken(kind: BrokenKind, serverName: string, now?: number): BrokenServer | undefined;
  readonly authorities: GalleryAuthorities;
}

/** Servers kept in memory, at least; one that falls out is made again, byte for byte the same. */
const KEPT = 256;

/** Opens the gallery; nothing is made yet. */
export function createGallery(parts: GalleryParts): Gallery {
  const { issuance, clock, permitted, hierarchy } = parts;
  const keys = createGalleryKeys(parts.folder, parts.maker, parts.keys);
  const authorities = createGalleryAuthorities({ ...parts, keyOf: keys.key });
  const ask = createAskedNames(permitted);
  const limit = validityOf(hierarchy.tls.certificate);
  const kept = createRecent<BrokenServer>(KEPT);
  return {
    authorities,
    broken(kind, serverName, now = clock.now()) {
      const asked = ask(serverName);
      if (asked === undefined) return undefined;
      const validity = leafValidity(issuance, limit, now);
      const name = `${kind} ${validity.notBefore} ${asked.key}`;
      const server =
        kept.get(name) ?? makeServer({ ...parts, keys, authorities }, kind, asked.names, validity);
      kept.set(name, server);
      return server;
    },
  };
}

interface ServerParts extends BrokenLeafParts {
  readonly hierarchy: Hierarchy;
  readonly keys: GalleryKeys;
  readonly authorities: GalleryAuthorities;
}

function makeServer(
  parts: ServerParts,
  kind: BrokenKind,
  names: readonly ServerName[],
  validity: Validity,
): BrokenServer {
  const { issuer: issuerId = 'tls', key = 'server', isAlone, tls } = recipes[kind];
  const issuer = issuerId === 'itself' ? undefined : issuerOf(parts, issuerId);
  const certificate = issueBroken(parts, { kind, names, validity, key: parts.keys.key(key), issuer });
  const chain = isAlone || issuer === undefined ? '' : pemChain(issuer);
  return { key: parts.keys.pem(key), cert: certificate.toString() + chain, ...(tls && { tls }) };
}

function issuerOf({ hierarchy, authorities }: ServerParts, id: IssuerId): Credential<IssuerId> {
  return isOfGallery(id) ? authorities.open(id) : hierarchy[id];
}
