import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { ControlPorts } from './control-ports.ts';

/** The groups operations are described in. */
export type RouteTag =
  | 'health'
  | 'updates'
  | 'approvals'
  | 'groups'
  | 'computers'
  | 'events'
  | 'certificates'
  | 'sync'
  | 'catalogue'
  | 'configuration'
  | 'journal'
  | 'faults'
  | 'clock'
  | 'tenants'
  | 'snapshots'
  | 'scenarios';

/** One operation of the control API: what is said of it, what it takes and answers, and what it does. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Without the prefix the table is served under; values in it are `:name`. */
  readonly url: string;
  /** Its name in clients, unlike any other. */
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly RouteTag[];
  /** The values in `url`. */
  readonly params?: TObject;
  /** Integers, truth values and lists are read from their texts. */
  readonly query?: TObject;
  /** JSON; where none of it is required it may be left out. */
  readonly body?: TObject;
  /** Most bytes of a body, where that is not 1 MiB. */
  readonly bodyLimit?: number;
  /** 200 when left out. */
  readonly status?: 200 | 201 | 202;
  readonly response: TSchema;
  /** Answers that are neither `response` nor a refusal, by status. */
  readonly also?: Readonly<Record<number, TSchema & { readonly description?: string }>>;
  /** Refusals beyond those of input and access that every operation can have. */
  readonly refusals?: readonly (404 | 408 | 409 | 410 | 503)[];
  readonly handler: (ports: ControlPorts, input: RouteInput) => Answer | Promise<Answer>;
}

/** What an operation answers: a map, so that more can be told in it later. */
export type Answer = Record<string, unknown>;

/** What a call says, checked by the schemas of its route. */
export interface RouteInput<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** A value as it may be told: what a schema describes, and readonly all the way down. */
export type Told<T> = T extends readonly (infer Item)[]
  ? readonly Told<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Told<T[Name]> }
    : T;

/** A route whose handler is typed by its schemas. Refusals are thrown as errors of the catalogue. */
interface TypedRoute<
  Params extends TProperties,
  Query extends TProperties,
  Body extends TProperties,
  Response extends TSchema,
> extends Omit<ControlRoute, 'params' | 'query' | 'body' | 'response' | 'handler'> {
  readonly params?: TObject<Params>;
  readonly query?: TObject<Query>;
  readonly body?: TObject<Body>;
  readonly response: Response;
  readonly handler: (
    ports: ControlPorts,
    input: RouteInput<Static<TObject<Params>>, Static<TObject<Query>>, Static<TObject<Body>>>,
  ) => Told<Static<Response>> | Promise<Told<Static<Response>>>;
}

/** Declares a route: the compiler holds its handler to its schemas. */
export function route<
  Params extends TProperties,
  Query extends TProperties,
  Body extends TProperties,
  Response extends TSchema,
>(declared: TypedRoute<Params, Query, Body, Response>): ControlRoute {
  // Whoever calls the handler has checked the input by the same schemas.
  return declared as unknown as ControlRoute;
}
