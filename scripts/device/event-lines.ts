import type { DeviceEvent, ScanFacts } from '../../device/events.ts';
import { counted } from '../../platform/plain-text.ts';

/** Lines of a timeline begin with a word of at most so many characters. */
const WORD = 11;
const indented = (text: string): string => `${' '.repeat(WORD + 1)}${text}`;
const line = (word: string, text: string): string => `${word.padEnd(WORD)} ${text}`.trimEnd();

/** What people read of an event; nothing where it says nothing new to them. */
export function eventLines(event: DeviceEvent): readonly string[] {
  switch (event.kind) {
    case 'phase':
      return [line(event.phase, event.about)];
    case 'check':
      return [indented(`✓ ${event.check.padEnd(10)} ${clip(shortNames(event.found))}`)];
    case 'warning':
      return [indented(`! ${event.text}`)];
    case 'recovery':
      return [indented(`${event.fault}: ${event.action}`)];
    case 'offer':
      return [line(event.offer.kind, offerText(event))];
    case 'withheld':
      return [line('-', `${event.title}: ${event.reason}`)];
    case 'scanned':
      return [indented(scannedText(event.facts))];
    case 'downloaded':
      return [indented(`${event.isFresh ? '↓' : '='} ${event.file} ${megabytes(event.size)}`)];
    case 'installed':
      return [line(event.code === 'S_OK' ? 'installed' : 'restart', event.title)];
    case 'removed':
      return [line('removed', event.title)];
    case 'failed':
      return [line('failed', `${event.about}: ${shortNames(event.failure.message)}`)];
    case 'rebooted':
      return [indented(`${counted(event.updates, 'update')} took effect`)];
    case 'reported':
      return [indented(`events ${event.events.join(', ')}`)];
    default:
      return [];
  }
}

function offerText({ offer, title }: Extract<DeviceEvent, { kind: 'offer' }>): string {
  const parts = offer.parts.length > 1 ? `, ${offer.parts.length} parts` : '';
  return `${title}${parts}${offer.deadline === undefined ? '' : `, by ${offer.deadline}`}`;
}

function scannedText({
  revisions,
  drivers,
  trips,
  installed,
  needed,
  unknown,
  milliseconds,
}: ScanFacts): string {
  const found = `${counted(revisions, 'revision')} and ${counted(drivers, 'driver')} in ${counted(trips, 'call')}`;
  const unsure = unknown > 0 ? `, ${unknown} not known` : '';
  return `${found}, ${Math.round(milliseconds)} ms: ${installed} there, ${needed} needed${unsure}`;
}

/** `5.3 MB`, `4.9 KB` */
export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Certificates by their common names: the rest of a name is the same for all of a double. */
function shortNames(text: string): string {
  return text.replace(/"(?:[^"]*, )?CN=((?:[^",\\]|\\.)*)"/g, (_, name: string) => name.replaceAll('\\', ''));
}

const SHOWN = 160;

function clip(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}
