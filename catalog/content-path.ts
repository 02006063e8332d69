/**
 * Where content with that SHA-1 stands below the content endpoint: `/Content/<XX>/<SHA1>.<ext>`, XX being its last
 * two hex digits, all in upper case, the extension that of `fileName` (wire facts §2.8, capture 21).
 */
export function contentUrlPath(sha1Hex: string, fileName: string): string {
  const sha1 = sha1Hex.toUpperCase();
  return `/Content/${sha1.slice(-2)}/${sha1}${extensionOf(fileName)}`;
}

/** The extension of `fileName` with its dot, or nothing; only characters that need no escaping in a URL. */
export function extensionOf(fileName: string): string {
  return /\.[A-Za-z0-9_-]{1,16}$/.exec(fileName)?.[0] ?? '';
}
