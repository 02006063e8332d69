/** What moves the cursor of a terminal, or the order in which it shows text. */
const UNSHOWN = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu;

/** `text` as one line that a terminal can be given: titles, names and messages come from outside. */
export function plainLine(text: string): string {
  return text.replace(UNSHOWN, ' ');
}

/** `text`, cut to `most` UTF-16 units with a mark behind it: as much of what came from outside as a message can bear. */
export function clip(text: string, most = 80): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** `3 updates`, `1 update`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
