/** Longest text looked up, in bytes: the namespace URIs of the protocol have up to 80. */
const LONGEST = 96;
const SLOTS = 1024;

/**
 * The names and namespace URIs read lately. Messages repeat the same few dozen, and finding one here is a loop over
 * its bytes where making a string anew is a call out of the language. It holds no state: any slot may be forgotten.
 */
const known: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);

/** The text of the ASCII bytes from `from` to `to`. */
export function asciiText(bytes: Buffer, from: number, to: number): string {
  const length = to - from;
  if (length > LONGEST || length === 0) return bytes.toString('latin1', from, to);
  const slot = slotOf(bytes, from, to);
  const candidate = known[slot];
  if (candidate !== undefined && candidate.length === length && equals(candidate, bytes, from))
    return candidate;
  const text = bytes.toString('latin1', from, to);
  known[slot] = text;
  return text;
}

function slotOf(bytes: Buffer, from: number, to: number): number {
  const middle = (from + to) >> 1;
  const mixed =
    (bytes[from] ?? 0) * 31 + (bytes[to - 1] ?? 0) * 131 + (bytes[middle] ?? 0) * 517 + (to - from) * 1031;
  return mixed & (SLOTS - 1);
}

function equals(text: string, bytes: Buffer, from: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}
