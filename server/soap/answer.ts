import { isBusy } from '../../catalog/view/busy-rest.ts';
import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import { type ServiceContract, soapActionOf } from '../../protocol/soap/contract.ts';
import {
  type DecodedRequest,
  decodeRequest,
  encodeResponse,
  type MessageLimits,
  wrapFault,
} from '../../protocol/soap/envelope.ts';
import { faultStatus, faultXml, SoapFault } from '../../protocol/soap/fault.ts';
import { type SoapVersion, soap11 } from '../../protocol/soap/version.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { computerOf } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { contractNow, type ServedService } from './service-operations.ts';

/** What goes back over HTTP. */
export interface SoapAnswer {
  readonly status: 200 | 400 | 500;
  /** UTF-8, in pieces. */
  readonly pieces: readonly Buffer[];
}

/** A request as it came over HTTP. */
export interface SoapCall {
  readonly body: Buffer;
  /** The SOAPAction header with its quotes, when there was one; in SOAP 1.2 the action of the Content-Type. */
  readonly soapAction: string | undefined;
  /** SOAP 1.1 when left out; the reply has the same version. */
  readonly version?: SoapVersion;
  readonly caller: Caller;
  /** Absolute URL the caller used; asked for only when there is a fault. */
  readonly serviceUrl: () => string;
}

/** Characters of a SOAPAction that are looked at, and repeated in a fault; the longest of the protocol has 97. */
const LONGEST_ACTION = 300;

/** Answers one call: decode, do, encode; every refusal becomes the fault of the documentation. */
export function answerCall(
  world: World,
  service: ServedService,
  call: SoapCall,
  limits?: MessageLimits,
): SoapAnswer {
  const contract = contractNow(service, world);
  const { version = soap11 } = call;
  let action: string | undefined;
  let decoded: DecodedRequest | undefined;
  try {
    decoded = decodeRequest(call.body, contract, limits, version);
    action = actionOf(contract, decoded.operation);
    checkAction(action, call.soapAction, version);
    const pieces = perform(world, { contract, handlers: service.handlers }, call.caller, decoded, version);
    record(world, contract, decoded);
    return { status: 200, pieces };
  } catch (error) {
    const fault = asFault(world, error);
    record(world, contract, decoded, fault);
    const context = {
      action: action ?? unquoted(call.soapAction) ?? '',
      serviceUrl: call.serviceUrl(),
      version,
    };
    return { status: faultStatus(fault, version), pieces: [faultEnvelope(world, contract, fault, context)] };
  }
}

function record(
  world: World,
  { name }: ServiceContract,
  decoded: DecodedRequest | undefined,
  fault?: SoapFault,
): void {
  const { cookie } = (decoded?.value ?? {}) as { readonly cookie?: Cookie };
  world.journal.record({
    at: world.clock.now(),
    service: name,
    operation: decoded?.operation ?? '',
    unknown: decoded?.unknown ?? [],
    computerId: () => (cookie === undefined ? undefined : computerOf(world, cookie)),
    ...(fault && { fault: { code: fault.code, message: fault.detail } }),
  });
}

function perform(
  world: World,
  { contract, handlers }: Pick<ServedService, 'contract' | 'handlers'>,
  caller: Caller,
  decoded: DecodedRequest,
  version: SoapVersion,
): readonly Buffer[] {
  const handler = handlers[decoded.operation];
  const operation = contract.operations[decoded.operation];
  if (handler === undefined || operation === undefined) {
    throw new SoapFault('InternalServerError', `${decoded.operation} is not built yet`);
  }
  const value = handler(world, caller, decoded.value as never, decoded.unknown);
  return encodeResponse(contract, operation, value as never, version);
}

/** The envelope of `fault` as `contract`'s service would send it. */
export function faultEnvelope(
  world: World,
  contract: ServiceContract,
  fault: SoapFault,
  context: { readonly action: string; readonly serviceUrl: string; readonly version: SoapVersion },
): Buffer {
  const { handwriting } = contract;
  const xml = faultXml(fault, { ...context, handwriting, id: world.randomness.uuid() });
  return Buffer.from(wrapFault(xml, handwriting, context.version));
}

function unquoted(soapAction: string | undefined): string | undefined {
  return soapAction?.trim().replace(/^"/, '').replace(/"$/, '').slice(0, LONGEST_ACTION);
}

const actions = new WeakMap<ServiceContract, Map<string, string>>();

/** The SOAPAction of an operation, put together once. */
function actionOf(contract: ServiceContract, operation: string): string {
  const known = actions.get(contract) ?? new Map<string, string>();
  actions.set(contract, known);
  const action = known.get(operation) ?? soapActionOf(contract, operation);
  known.set(operation, action);
  return action;
}

function checkAction(expected: string, soapAction: string | undefined, version: SoapVersion): void {
  if (
    soapAction?.length === expected.length + 2 &&
    soapAction.startsWith(expected, 1) &&
    soapAction.endsWith('"')
  )
    return;
  const given = unquoted(soapAction);
  // SOAP 1.2 leaves the action to the sender: part 2 §6.5.3.
  if (given === expected || (given === undefined && version.name === '1.2')) return;
  const found = given === undefined ? 'there is none' : `it is "${given}"`;
  const name = version.name === '1.1' ? 'SOAPAction' : 'action';
  throw new SoapFault('InvalidParameters', `${name}: the body asks for "${expected}", but ${found}`);
}

/** What went wrong inside stays inside: the caller learns that something did, the log what. */
function asFault(world: World, error: unknown): SoapFault {
  if (error instanceof SoapFault) return error;
  if (isBusy(error)) return new SoapFault('ServerBusy', 'another process is writing to the catalogue');
  const detail = error instanceof MockWuError ? ` (${error.code})` : '';
  world.logger.error(`a request failed${detail}: ${messageOf(error)}`);
  return new SoapFault('InternalServerError');
}
