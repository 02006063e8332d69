import type { KeyObject } from 'node:crypto';
import type { PkiFolder } from '../folder.ts';
import type { KeyMaker } from '../key-maker.ts';
import { openKeyNow } from '../keys.ts';

/** Keys that exist for the gallery alone, kept in the folder and made at first use, with their bits. */
const OWN_KEYS = { 'gallery-authority': 2048, 'gallery-untrusted': 2048, 'gallery-weak': 1024 } as const;

/** Keys kept for other uses that broken servers have too. */
export type SharedKeys = Readonly<Record<'server' | 'publisher-a', KeyObject>>;

/** A key the gallery works with. */
export type GalleryKeyName = keyof typeof OWN_KEYS | keyof SharedKeys;

/** The keys of the gallery. Both throw PKI_FILE_DAMAGED and PKI_FOLDER_UNWRITABLE. */
export interface GalleryKeys {
  /** The first use of one of the gallery's own takes about 100 ms of this thread. */
  key(name: GalleryKeyName): KeyObject;
  /** The same in PEM. */
  pem(name: GalleryKeyName): string;
}

/** Opens them; none is made yet. */
export function createGalleryKeys(folder: PkiFolder, maker: KeyMaker, shared: SharedKeys): GalleryKeys {
  const opened = new Map<GalleryKeyName, KeyObject>();
  const texts = new Map<GalleryKeyName, string>();
  const open = (name: GalleryKeyName): KeyObject =>
    name === 'server' || name === 'publisher-a'
      ? shared[name]
      : openKeyNow(folder, name, maker, OWN_KEYS[name]);
  const key = (name: GalleryKeyName): KeyObject => {
    const known = opened.get(name) ?? open(name);
    opened.set(name, known);
    return known;
  };
  const pem = (name: GalleryKeyName): string => {
    const known = texts.get(name) ?? key(name).export({ type: 'pkcs8', format: 'pem' }).toString();
    texts.set(name, known);
    return known;
  };
  return { key, pem };
}
