export {
  type AuthorityId,
  authorityIds,
  type CredentialId,
  type PublisherId,
  publisherIds,
} from './credential.ts';
export { type GalleryAuthorityId, galleryAuthorityIds } from './gallery/authority-ids.ts';
export {
  type BrokenCheck,
  type BrokenKind,
  type BrokenKindFacts,
  brokenKinds,
  isBrokenKind,
} from './gallery/broken-kinds.ts';
export type { BrokenServer } from './gallery/gallery.ts';
export type { BrokenTls } from './gallery/recipes.ts';
export { inspectPki, type PkiInspection, type PkiProblem } from './inspect.ts';
export { ocspPath, pkiPath } from './locations.ts';
export { ocspRequestFromPath } from './ocsp/path.ts';
export { openPki } from './open-pki.ts';
export type { GalleryFiles, Pki, PkiOptions, RevocationTarget, ServerKeyPair } from './pki.ts';
export { type PkiResource, pkiResource } from './resource.ts';
export { type Revocation, type RevocationReason, revocationReasons } from './revocations.ts';
export { createSniCallback, type SniCallback } from './sni.ts';
export { type CertificateFacts, type CertificateSummary, certificateFacts } from './summary.ts';
