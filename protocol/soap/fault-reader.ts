import { type FaultCode, type FaultSide, SoapFault } from './fault.ts';
import type { SoapVersion } from './version.ts';
import type { XmlReader } from './xml-reader.ts';

/** Characters of a reason or message that are kept; ASP.NET puts whole stacks there. */
const LONGEST_REASON = 300;
/** Characters of a code that are kept: more than the longest of [MS-WUSP] §2.2.2.4 has. */
const LONGEST_CODE = 64;

/**
 * A fault the other side sent; one of our own making tells that its message could not be read. Its code is empty where the
 * fault had no ErrorCode: whoever gets such a one stops ([MS-WSUSSS] §3.2.4).
 */
export class ReceivedFault extends SoapFault {}

/** Reads the fault whose element was opened last, as the fault the other side sent. Throws XmlError. */
export function readFault(reader: XmlReader, version: SoapVersion): ReceivedFault {
  let reason = '';
  let side: FaultSide | undefined;
  let found: Detail = {};
  while (reader.child()) {
    if (isDetail(reader, version)) found = readDetail(reader);
    else if (reader.is('faultstring', '')) reason = reader.text();
    else if (reader.is('faultcode', '')) side = sideNamed(reader.text());
    else if (reader.is('Reason', version.envelopeNamespace)) reason = readReason(reader, version);
    else reader.skip();
  }
  const detail = (found.message ?? reason).slice(0, LONGEST_REASON);
  return new ReceivedFault((found.code ?? '').slice(0, LONGEST_CODE) as FaultCode, detail, side);
}

const SIDES: readonly FaultSide[] = ['Client', 'Server', 'VersionMismatch', 'MustUnderstand'];

/** The side a faultcode names, whatever its prefix, and more specific or not: [SOAP 1.1] §4.4.1. */
function sideNamed(faultcode: string): FaultSide | undefined {
  const [, local = ''] = /^\s*(?:[^:\s]*:)?([A-Za-z]+)/.exec(faultcode) ?? [];
  return SIDES.find((side) => side === local);
}

/** What the detail of a fault says; nothing where it is of another kind of server. */
interface Detail {
  readonly code?: string;
  readonly message?: string;
}

function readReason(reader: XmlReader, { envelopeNamespace }: SoapVersion): string {
  let text = '';
  while (reader.child()) {
    if (reader.is('Text', envelopeNamespace)) text = reader.text();
    else reader.skip();
  }
  return text;
}

/** [SOAP 1.2] §5.4.5 has Detail in its own namespace; the notes on real servers have it without one. */
function isDetail(reader: XmlReader, version: SoapVersion): boolean {
  if (version.name === '1.1') return reader.is('detail', '');
  return reader.is('Detail', version.envelopeNamespace) || reader.is('Detail', '');
}

function readDetail(reader: XmlReader): Detail {
  let found: Detail = {};
  while (reader.child()) {
    if (reader.is('ErrorCode', '')) found = { ...found, code: reader.text() };
    else if (reader.is('Message', '')) found = { ...found, message: reader.text() };
    else reader.skip();
  }
  return found;
}
