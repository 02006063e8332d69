/** One version of SOAP: what tells it apart on the wire. */
export interface SoapVersion {
  readonly name: '1.1' | '1.2';
  readonly envelopeNamespace: string;
  readonly contentType: string;
}

/** SOAP 1.1, which every Windows Update client and server of the WSUS protocols speaks. */
export const soap11: SoapVersion = {
  name: '1.1',
  envelopeNamespace: 'http://schemas.xmlsoap.org/soap/envelope/',
  contentType: 'text/xml; charset=utf-8',
};

/** SOAP 1.2, which the real services answer beside it (wire facts §2.15). The action is a parameter: RFC 3902 §2. */
export const soap12: SoapVersion = {
  name: '1.2',
  envelopeNamespace: 'http://www.w3.org/2003/05/soap-envelope',
  contentType: 'application/soap+xml; charset=utf-8',
};
