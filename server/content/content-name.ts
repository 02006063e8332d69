import { isContentExtension } from '../../catalog/content-store.ts';

/** What the part of a URL after `/Content/` names. */
export type ContentName =
  | { readonly kind: 'file'; readonly sha1: string; readonly extension: string }
  | { readonly kind: 'refused'; readonly status: 403 | 404; readonly reason: string };

/**
 * Reads `<XX>/<SHA1>.<ext>`, any case. The real server answers 403 without extension and 404 for a wrong folder;
 * only names of this form ever reach the disk.
 */
export function readContentName(tail: string): ContentName {
  const [, folder, sha1, extension] = /^([0-9A-F]{2})\/([0-9A-F]{40})(?:\.([^/]*))?$/i.exec(tail) ?? [];
  if (!folder || !sha1) return refused(404, 'content is found at /Content/<XX>/<SHA1>.<ext>');
  if (extension === undefined) return refused(403, 'the extension is missing');
  if (folder.toUpperCase() !== sha1.slice(-2).toUpperCase())
    return refused(404, 'the folder of a file is the last two digits of its SHA-1');
  if (!isContentExtension(extension)) return refused(404, 'no file has such an extension');
  return { kind: 'file', sha1, extension };
}

function refused(status: 403 | 404, reason: string): ContentName {
  return { kind: 'refused', status, reason };
}
