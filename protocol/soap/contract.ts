import type { Complex, Fields, NoAttributes } from './types.ts';

/** One operation of a service: what comes in, what goes out. */
export interface Operation<Q extends Complex = Complex, R extends Complex = Complex> {
  readonly name: string;
  readonly request: Q;
  readonly response: R;
  /** Where the operation is not of its service's own namespace: that of its elements, and of its SOAPAction. */
  readonly namespace?: string;
}

/**
 * How the real service writes XML. The Client web service is WCF, the others are ASMX, and clients have
 * only ever seen these two handwritings (captures 01, 02, 30).
 */
export type Handwriting = 'wcf' | 'asmx';

/** A web service as one value: everything derived from it is derived from here. */
export interface ServiceContract<O extends Record<string, Operation> = Record<string, Operation>> {
  /** `wsdl:service` name; port type, bindings and ports are named after it with `Soap` or `Soap12` behind. */
  readonly name: string;
  readonly namespace: string;
  /** Path with the capitals of the documentation; served whatever the case. */
  readonly path: string;
  readonly handwriting: Handwriting;
  readonly operations: O;
}

/**
 * Declares the operation `name` with its request and response fields, named as the WSDL's wrapper elements; in
 * `namespace` where that is not the one of the services it belongs to.
 */
export function operation<const Q extends Fields, const R extends Fields>(
  name: string,
  request: Q,
  response: R,
  namespace?: string,
): Operation<Complex<Q, NoAttributes>, Complex<R, NoAttributes>> {
  return {
    name,
    request: { kind: 'complex', name, fields: request },
    response: { kind: 'complex', name: `${name}Response`, fields: response },
    ...(namespace !== undefined && { namespace }),
  };
}

/** The namespace of `operation`'s elements when `service` has it; that of the service for one it does not know. */
export function namespaceOf(service: ServiceContract, operation: Operation | undefined): string {
  return operation?.namespace ?? service.namespace;
}

/** The SOAPAction of an operation: namespace, slash, name. */
export function soapActionOf(service: ServiceContract, name: string): string {
  return `${namespaceOf(service, service.operations[name])}/${name}`;
}
