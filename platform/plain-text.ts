/** What moves the cursor of a terminal, or the order in which it shows text. */
const UNSHOWN = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu;

/** `text` as one line that a terminal can be given: titles, names and messages come from outside. */
export function plainLine(text: string): string {
  return text.replace(UNSHOWN, ' ');
}
