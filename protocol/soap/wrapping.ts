import type { Handwriting } from './contract.ts';
import { type SoapVersion, soap11, soap12 } from './version.ts';

/** What stands before and after a body's element. */
export type Wrapping = readonly [before: string, after: string];

type Wrappings = Readonly<Record<Handwriting, Readonly<Record<'reply' | 'fault', Wrapping>>>>;

const SCHEMAS =
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

const wrappings: Readonly<Record<SoapVersion['name'], Wrappings>> = {
  '1.1': wrappingsOf(soap11),
  '1.2': wrappingsOf(soap12),
};

/** What a service of `handwriting` puts around a reply or a fault. */
export function wrappingOf(
  version: SoapVersion,
  handwriting: Handwriting,
  message: 'reply' | 'fault',
): Wrapping {
  return wrappings[version.name][handwriting][message];
}

/** WCF declares the schema prefixes on Body and none in a fault, ASMX on the envelope (captures 01, 17, 30, 40). */
function wrappingsOf({ envelopeNamespace }: SoapVersion): Wrappings {
  const wcf = `<s:Envelope xmlns:s="${envelopeNamespace}">`;
  const asmx: Wrapping = [
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${envelopeNamespace}" ${SCHEMAS}><soap:Body>`,
    '</soap:Body></soap:Envelope>',
  ];
  return {
    wcf: {
      reply: [`${wcf}<s:Body ${SCHEMAS}>`, '</s:Body></s:Envelope>'],
      fault: [`${wcf}<s:Body>`, '</s:Body></s:Envelope>'],
    },
    asmx: { reply: asmx, fault: asmx },
  };
}
