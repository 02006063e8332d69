/** A `*` ends before the first of these: it stays within a value, an attribute, an element. */
const BORDER = /["<>&]/;

/**
 * `text` with every `found` replaced. One `*` in `found` stands for all text up to the next `"`, `<`, `>` or `&`, 4,096 characters at most.
 * Undefined where it is not in `text`.
 */
export function replaceText(text: string, found: string, replacement: string): string | undefined {
  const star = found.indexOf('*');
  if (star === -1) return text.includes(found) ? text.replaceAll(found, () => replacement) : undefined;
  const [head, tail] = [found.slice(0, star), found.slice(star + 1)];
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(head); at !== -1; at = text.indexOf(head, at + 1)) {
    if (at < from) continue;
    const start = at + head.length;
    const length = text.slice(start, start + MOST_STANDING).search(BORDER);
    const end = length === -1 ? start : start + length;
    if (!text.startsWith(tail, end)) continue;
    parts.push(text.slice(from, at), replacement);
    from = end + tail.length;
  }
  return parts.length === 0 ? undefined : parts.join('') + text.slice(from);
}

/** Characters a `*` stands for at most. */
const MOST_STANDING = 4_096;
