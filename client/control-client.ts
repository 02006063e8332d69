import createClient from 'openapi-fetch';
import { refusedBy, unreachable } from './control-error.ts';
import type { Call, CallOptions, OperationId } from './operation-types.ts';
import { operations } from './operations.ts';

/** Where the control API is. */
export interface ControlClientOptions {
  /** `control` of the ready line, or `urls.control` of a double in this process. */
  readonly url: string;
  /** Where the double wants one: what it was given, or what lies in `control.token` of its state folder. */
  readonly token?: string | undefined;
  /** Whose catalogue, journal, faults, clock and snapshots calls are about; the default tenant when left out. */
  readonly tenant?: string | undefined;
  /** Sends requests; that of the platform when left out. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Every operation of the control API as a function of its name. */
export type ControlClient = { readonly [Id in OperationId]: Call<Id> };

type Values = Readonly<Record<string, unknown>>;
/** The call all operations go through, with what is known of each only at run time. */
type Send = (
  method: string,
  path: string,
  init: object,
) => Promise<{ readonly data?: unknown; readonly error?: unknown; readonly response: Response }>;

/** Makes a client. Nothing is sent before an operation is called; what calls throw is a ControlError. */
export function createControlClient({ url, token, tenant, fetch }: ControlClientOptions): ControlClient {
  const { request } = createClient({
    baseUrl: url,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    ...(fetch && { fetch }),
  });
  const send = request as Send;
  const call = async (id: OperationId, values: Values, options: CallOptions): Promise<unknown> => {
    const { method, path: plain } = operations[id];
    const path = tenant === undefined ? plain : ofTenant(plain, tenant);
    const sent = send(method.toLowerCase(), path, { ...partsOf(id, values), ...options });
    const { data, response, error } = await sent.catch((cause: unknown) => {
      options.signal?.throwIfAborted();
      throw unreachable(url, cause);
    });
    if (response.ok) return data;
    throw refusedBy(`${url}${path}`, response.status, error);
  };
  const calls = Object.keys(operations).map((id) => [
    id,
    (values: Values = {}, options: CallOptions = {}) => call(id as OperationId, values, options),
  ]);
  return Object.fromEntries(calls) as ControlClient;
}

/** Operations on the double as a whole, which are of no tenant. */
const OF_DOUBLE =
  /^(?!\/api\/v1\/)|^\/api\/v1\/(tenants|scenarios|stages|hresults|fault-acts|broken-certificates)\b/;

/** The path of the same operation for one tenant. */
function ofTenant(path: string, tenant: string): string {
  return OF_DOUBLE.test(path)
    ? path
    : path.replace('/api/v1/', `/api/v1/tenants/${encodeURIComponent(tenant)}/`);
}

/** Puts each value where its operation has it. */
function partsOf(id: OperationId, values: Values): object {
  const operation = operations[id];
  const [inPath, inQuery]: readonly (readonly string[])[] = [operation.inPath, operation.inQuery];
  const pick = (isWanted: (name: string) => boolean): Values =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)));
  const isElsewhere = (name: string): boolean => !!inPath?.includes(name) || !!inQuery?.includes(name);
  const rest = pick((name) => !isElsewhere(name));
  return {
    params: {
      path: pick((name) => inPath?.includes(name) === true),
      // What has no place goes into the query, so that it is refused there and not passed over.
      query: { ...pick((name) => inQuery?.includes(name) === true), ...(!operation.hasBody && rest) },
    },
    ...(operation.hasBody && { body: rest }),
  };
}
