import type { Encodable } from '../../protocol/soap/encode.ts';
import { encodeRequest } from '../../protocol/soap/envelope.ts';
import { type OperationName, type RequestOf, serviceOf, type WuspClient } from './wusp-client.ts';

/** A fault as it stands on the wire ([MS-WUSP] §2.2.2.4). */
export interface FaultFields {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly id: string;
  readonly method: string;
}

/** The four elements of a fault, none of which has a namespace, in their order. */
const DETAIL =
  /<detail><ErrorCode>(\w+)<\/ErrorCode><Message>([^<]*)<\/Message><ID>([^<]*)<\/ID><Method>([^<]*)<\/Method><\/detail>/;

/** Calls an operation and reads the fault it is answered with. Throws when there is none. */
export async function faultFields<N extends OperationName>(
  client: WuspClient,
  name: N,
  request: Encodable<RequestOf<N>>,
): Promise<FaultFields> {
  const service = serviceOf(name);
  const operation = service.operations[name] as never;
  const { status, body } = await client.post(name, encodeRequest(service, operation, request as never));
  const [, code, message = '', id = '', method = ''] = DETAIL.exec(body.toString()) ?? [];
  if (code === undefined) throw new Error(`${name} gave no fault: ${body.toString().slice(0, 300)}`);
  return { status, code, message, id, method };
}
