import { SoapFault } from '../../protocol/soap/fault.ts';
import { type AnchorPoint, formatAnchor, parseAnchor } from '../../protocol/wsusss/anchor.ts';
import type { World } from '../world.ts';

/**
 * The anchor of this moment. Its time is that of the last change, not of the clock: what comes later is later than it
 * for certain, even where another process is just writing.
 */
export function currentAnchor({ catalog }: World): string {
  return formatAnchor(catalog.changes.pointInTime());
}

/** The anchor of a request; undefined where there is none. Throws SoapFault InvalidParameters for what is none. */
export function readAnchor(text: string | undefined, parameter: string): AnchorPoint | undefined {
  if (text === undefined || text === '') return undefined;
  const anchor = parseAnchor(text);
  if (anchor === undefined) throw new SoapFault('InvalidParameters', parameter);
  return anchor;
}
