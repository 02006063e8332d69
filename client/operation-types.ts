import type { operations } from './api.ts';

/** The name of an operation. */
export type OperationId = keyof operations;

type Operation<Id extends OperationId> = operations[Id];
/** `unknown` adds nothing to an intersection, as `never` would take all away. */
type Given<T> = [T] extends [never] ? unknown : [T] extends [undefined] ? unknown : NonNullable<T>;

type PathOf<Op> = Op extends { readonly parameters: { readonly path?: infer P } } ? Given<P> : unknown;
type QueryOf<Op> = Op extends { readonly parameters: { readonly query?: infer Q } } ? Given<Q> : unknown;
type BodyOf<Op> = Op extends { readonly requestBody?: infer B }
  ? NonNullable<B> extends { readonly content: { readonly 'application/json': infer Body } }
    ? Body
    : unknown
  : unknown;
/** The same type, written out in one map. */
type Flat<T> = { [Name in keyof T]: T[Name] };

/** What a call of an operation is given: the values in its path, in its query and in its body, in one map. */
export type OperationInput<Id extends OperationId> = Flat<
  PathOf<Operation<Id>> & QueryOf<Operation<Id>> & BodyOf<Operation<Id>>
>;

type ContentOf<Response> = Response extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : never;
type SuccessOf<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202 ? ContentOf<Responses[Status]> : never;
}[keyof Responses];

/** What an operation answers. */
export type OperationResult<Id extends OperationId> = SuccessOf<Operation<Id>['responses']>;

/** How a call is made. */
export interface CallOptions {
  /** Gives the call up. */
  readonly signal?: AbortSignal;
}

/** Calls an operation. Throws ControlError when it is refused. */
export type Call<Id extends OperationId> =
  Record<never, never> extends OperationInput<Id>
    ? (input?: OperationInput<Id>, options?: CallOptions) => Promise<OperationResult<Id>>
    : (input: OperationInput<Id>, options?: CallOptions) => Promise<OperationResult<Id>>;
