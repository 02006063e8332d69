import { failWith } from '../failure.ts';

/**
 * What a file is kept under: its SHA-1 and the extension of the name its metadata gives, `2F88…54AB.exe`. Nothing else
 * of that name is used, so it cannot lead elsewhere; without a plain extension the digest stands alone.
 */
export function contentName(sha1: string, fileName: string): string {
  const extension = extensionOf(fileName);
  return extension === undefined ? digestName(sha1) : `${digestName(sha1)}.${extension}`;
}

/** A SHA-1 in upper case, as names have it. Throws WU_E_XML_INVALID for what is none. */
export function digestName(sha1: string): string {
  if (!/^[0-9a-f]{40}$/i.test(sha1))
    failWith('WU_E_XML_INVALID', `"${sha1.slice(0, 50)}" is no SHA-1 in hexadecimal digits`);
  return sha1.toUpperCase();
}

/** Of a file name, one to eight letters and digits; `part` is what files on their way have. */
export function extensionOf(fileName: string): string | undefined {
  const found = /\.([a-z0-9]{1,8})$/i.exec(fileName)?.[1]?.toLowerCase();
  return found === 'part' ? undefined : found;
}
