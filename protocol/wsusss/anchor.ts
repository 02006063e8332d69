import { isoMoment, parseMoment } from '../../platform/clock.ts';

/** A point in the history of a server, as anchors tell it. */
export interface AnchorPoint {
  /** 1 to 2,147,483,647: what Windows counts deployments by. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly moment: number;
}

/** `nnnn,yyyy-MM-dd HH:mm:ss.sss`: [MS-WSUSSS] §7, note 31. */
const FORM = /^\s*(\d{1,10}),\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?\s*$/;
const LARGEST_NUMBER = 0x7fff_ffff;

/** Writes an anchor as Windows does (captures 33 to 35). */
export function formatAnchor({ number, moment }: AnchorPoint): string {
  return `${number},${isoMoment(moment).replace('T', ' ').replace('Z', '')}`;
}

/** Reads an anchor; undefined when the text is none. What is finer than a millisecond is cut. */
export function parseAnchor(text: string): AnchorPoint | undefined {
  const parts = FORM.exec(text);
  if (parts === null) return undefined;
  const [, digits = '', day = '', time = '', fraction = ''] = parts;
  const number = Number(digits);
  const moment = parseMoment(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  if (number < 1 || number > LARGEST_NUMBER || Number.isNaN(moment)) return undefined;
  // A day that no month has rolls over in some readers and is none here.
  return isoMoment(moment).startsWith(`${day}T${time}`) ? { number, moment } : undefined;
}
