import { isBusy } from '../../catalog/view/busy-rest.ts';
import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import { type ServiceContract, soapActionOf } from '../../protocol/soap/contract.ts';
import {
  type DecodedRequest,
  decodeRequest,
  type MessageLimits,
  wrapFault,
} from '../../protocol/soap/envelope.ts';
import { faultStatus, faultXml, SoapFault } from '../../protocol/soap/fault.ts';
import { type SoapVersion, soap11 } from '../../protocol/soap/version.ts';
import type { Plan } from '../faults/plan.ts';
import type { NotedRequest } from '../journal/noted.ts';
import type { Caller, World } from '../world.ts';
import { noteCall } from './note-call.ts';
import { perform } from './perform.ts';
import { planCall, planUnread } from './plan-call.ts';
import { contractNow, type ServedService } from './service-operations.ts';

/** What goes back over HTTP. */
export interface SoapAnswer {
  readonly status: 200 | 400 | 500;
  /** UTF-8, in pieces. */
  readonly pieces: readonly Buffer[];
  /** What is to be done to it on its way, where a fault rule struck. */
  readonly plan?: Plan | undefined;
  /** Tells the journal how many bytes went out, in their content coding. */
  readonly noteSent: (bytes: number) => void;
}

/** Where a call belongs when that is told by who the client is. */
export interface Assigned {
  readonly world: World;
  readonly caller: Caller;
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
  /** The HTTP request for the journal; absent for a call that came over none. */
  readonly http?: CallOverHttp;
  /** Picks another world by what a message says, where nothing else named one. */
  readonly assign?: (value: unknown) => Assigned | undefined;
}

/** What the journal and faults want to know of the HTTP request. */
export interface CallOverHttp {
  readonly request: NotedRequest;
  /** When its head was here, by `monotonic`. */
  readonly startedAt: number;
  readonly isUnassigned: boolean;
}

/** A call on its way: what is known of it so far. */
export interface CallUnderWay {
  readonly world: World;
  readonly caller: Caller;
  readonly contract: ServiceContract;
  readonly version: SoapVersion;
  readonly limits: MessageLimits | undefined;
  /** Its message picked the world, so it is of nobody else. */
  readonly isAssigned?: true;
  readonly decoded?: DecodedRequest;
  readonly plan?: Plan | undefined;
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
  const { version = soap11, caller } = call;
  const contract = contractNow(service, world);
  let underWay: CallUnderWay = { world, caller, contract, version, limits };
  let action: string | undefined;
  try {
    const decoded = decodeRequest(call.body, contract, limits, version);
    underWay = { ...underWay, ...assigned(service, call, decoded), decoded };
    if (!underWay.world.faults.isEmpty()) underWay = { ...underWay, plan: planCall(underWay, decoded, call) };
    action = actionOf(contract, decoded.operation);
    checkAction(action, call.soapAction, version);
    const pieces = perform(service, underWay, decoded);
    return finish(call, underWay, 200, pieces);
  } catch (error) {
    const fault = asFault(world, error);
    if (underWay.decoded === undefined && !world.faults.isEmpty())
      underWay = { ...underWay, plan: planUnread(underWay, call) };
    const context = {
      action: action ?? unquoted(call.soapAction) ?? '',
      serviceUrl: call.serviceUrl(),
      version,
    };
    const pieces = [faultEnvelope(world, contract, fault, context)];
    return finish(call, underWay, faultStatus(fault, version), pieces, fault);
  }
}

/** The world a message picks, with the contract as that one's configuration wants it. */
function assigned(
  service: ServedService,
  { assign }: SoapCall,
  { value }: DecodedRequest,
): Pick<CallUnderWay, 'world' | 'caller' | 'contract' | 'isAssigned'> | undefined {
  const found = assign?.(value);
  return found && { ...found, contract: contractNow(service, found.world), isAssigned: true };
}

function finish(
  call: SoapCall,
  underWay: CallUnderWay,
  status: SoapAnswer['status'],
  pieces: readonly Buffer[],
  fault?: SoapFault,
): SoapAnswer {
  const noteSent = noteCall(call, underWay, { status, pieces, fault });
  return { status, pieces, plan: underWay.plan, noteSent };
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
