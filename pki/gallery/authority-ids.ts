/** Authorities that exist for broken certificates alone; they are made when one of them is first asked for. */
export const galleryAuthorityIds = [
  'gallery-untrusted-root',
  'gallery-untrusted',
  'gallery-other',
  'gallery-revoked',
  'gallery-unsent',
  'gallery-narrow',
  'gallery-deep',
] as const;

export type GalleryAuthorityId = (typeof galleryAuthorityIds)[number];
