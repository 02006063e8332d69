import { assemblePki } from './assemble-pki.ts';
import { brokenPublisher } from './authenticode/broken-publisher.ts';
import { authorityIds, publisherIds } from './credential.ts';
import { openFolder } from './folder.ts';
import { openBornRevoked } from './gallery/born-revoked.ts';
import { createGallery } from './gallery/gallery.ts';
import { openHierarchy, requireKeysOfCertificates } from './hierarchy.ts';
import { hostIdentity } from './host-identity.ts';
import { openIssuance } from './issuance.ts';
import { keyMakerFor } from './key-maker.ts';
import { openKeys } from './keys.ts';
import { locationsBelow } from './locations.ts';
import { momentsOf } from './moments.ts';
import { permittedNames } from './permitted-names.ts';
import type { Pki, PkiOptions } from './pki.ts';
import { openRevocations } from './revocations.ts';
import { createSerials } from './serials.ts';
import { createServerCertificates } from './server-certificates.ts';

/** The key of all server certificates; it has no certificate of its own on disk. */
const SERVER_KEY = 'server';
export const KEY_NAMES = [...authorityIds, ...publisherIds, SERVER_KEY] as const;

/**
 * Opens the keys in a folder; the first start makes them. Throws the PKI_FILE_… and PKI_FOLDER_… errors for
 * a folder that cannot be used, PKI_URL_INVALID, PKI_NAME_INVALID and PKI_NAMES_TOO_MANY for options.
 */
export async function openPki(options: PkiOptions): Promise<Pki> {
  const { clock, randomness } = options;
  const locations = locationsBelow(options.publicHttpUrl);
  const permitted = permittedNames(hostIdentity(), options.names);
  const folder = openFolder(options.folder);
  requireKeysOfCertificates(folder);
  const issuance = openIssuance(folder, clock, randomness);
  const serials = createSerials(issuance.secret);
  const bornRevoked = openBornRevoked(folder, issuance, serials);
  const revocations = bornRevoked.among(openRevocations(folder, clock));
  const maker = keyMakerFor(randomness, issuance.secret);
  const keys = await openKeys(folder, KEY_NAMES, maker);
  const parts = { folder, clock, randomness, serials, revocations, locations, permitted, keys };
  const hierarchy = openHierarchy(parts);
  const issuer = hierarchy.tls;
  const leaf = { issuer, key: keys[SERVER_KEY], serials, issuance, locations: locations('tls') };
  const servers = createServerCertificates(leaf, permitted, clock);
  const gallery = createGallery({ ...parts, maker, hierarchy, issuance, bornRevoked });
  const publishers = { hierarchy, serials, bornRevoked, locations, authorities: gallery.authorities };
  const moments = momentsOf(clock, options.clocks);
  const serverKey = keys[SERVER_KEY];
  return assemblePki({
    ...{ hierarchy, serials, revocations, servers, serverKey, moments, gallery },
    brokenPublisher: (kind) => brokenPublisher(publishers, kind),
  });
}
