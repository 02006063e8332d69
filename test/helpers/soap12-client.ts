import axios from 'axios';
import soap from 'soap';
import type { WsdlClient } from './wsdl-client.ts';

/** Calls an operation and returns the reply's element; the second value is the reply as it came. */
export type Soap12Call = (
  operation: string,
  request: object,
) => Promise<readonly [reply: Record<string, unknown>, xml: string]>;

/** A client npm's `soap` generates from the WSDL the server itself shows at `endpoint`, speaking SOAP 1.2. */
export async function soap12Client(endpoint: string): Promise<Soap12Call> {
  const options = {
    endpoint,
    request: axios.create({ proxy: false }) as never,
    disableCache: true,
    forceSoap12Headers: true,
  };
  const client = (await soap.createClientAsync(`${endpoint}?wsdl`, options)) as unknown as WsdlClient;
  return async (operation, request) => {
    const method = client[`${operation}Async`];
    if (method === undefined) throw new Error(`the WSDL has no ${operation}`);
    return method.call(client, request);
  };
}
