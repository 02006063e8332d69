import { type FaultCode, SoapFault } from './fault.ts';
import type { SoapVersion } from './version.ts';
import type { XmlReader } from './xml-reader.ts';

/** Reads the fault whose element was opened last, as the fault the other side sent. Throws XmlError. */
export function readFault(reader: XmlReader, version: SoapVersion): SoapFault {
  let found = new SoapFault('InternalServerError');
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

function readDetail(reader: XmlReader): SoapFault {
  let code = 'InternalServerError';
  let detail = '';
  while (reader.child()) {
    if (reader.is('ErrorCode', '')) code = reader.text();
    else if (reader.is('Message', '')) detail = reader.text();
    else reader.skip();
  }
  return new SoapFault(code as FaultCode, detail);
}
