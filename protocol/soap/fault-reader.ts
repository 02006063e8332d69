import { type FaultCode, SoapFault } from './fault.ts';
import type { SoapVersion } from './version.ts';
import type { XmlReader } from './xml-reader.ts';

/** A fault the other side sent; one of our own making tells that its message could not be read. */
export class ReceivedFault extends SoapFault {}

/** Reads the fault whose element was opened last, as the fault the other side sent. Throws XmlError. */
export function readFault(reader: XmlReader, version: SoapVersion): ReceivedFault {
  let found = new ReceivedFault('InternalServerError');
  while (reader.child()) {
    if (isDetail(reader, version)) found = readDetail(reader);
    else reader.skip();
  }
  return found;
}

/** [SOAP 1.2] §5.4.5 has Detail in its own namespace; the notes on real servers have it without one. */
function isDetail(reader: XmlReader, version: SoapVersion): boolean {
  if (version.name === '1.1') return reader.is('detail', '');
  return reader.is('Detail', version.envelopeNamespace) || reader.is('Detail', '');
}

function readDetail(reader: XmlReader): ReceivedFault {
  let code = 'InternalServerError';
  let detail = '';
  while (reader.child()) {
    if (reader.is('ErrorCode', '')) code = reader.text();
    else if (reader.is('Message', '')) detail = reader.text();
    else reader.skip();
  }
  return new ReceivedFault(code as FaultCode, detail);
}
