/** A name without case, spaces and punctuation, so that `windows-11` and `Windows 11` are the same. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
