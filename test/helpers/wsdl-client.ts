import { Agent } from 'node:https';
import axios from 'axios';
import soap from 'soap';

/** A client npm's `soap` generated from a WSDL file: an implementation that shares nothing with ours. */
export type WsdlClient = Record<string, (request: unknown) => Promise<[Record<string, unknown>, string]>>;

/** Generates a client of the SOAP 1.1 port of `wsdl`, calling `endpoint`; `ca` is the PEM it trusts for TLS. */
export async function wsdlClient(wsdl: string, endpoint: string, ca: string): Promise<WsdlClient> {
  const agent = new Agent({ ca, keepAlive: false });
  const client = await soap.createClientAsync(wsdl, {
    endpoint,
    request: axios.create({ httpsAgent: agent, proxy: false }) as never,
    disableCache: true,
    // The Xml field carries fragments: their text must come back as it was sent.
    preserveWhitespace: true,
    wsdl_options: { strict: false },
  });
  return client as unknown as WsdlClient;
}
