import type { ControlRoute } from '../route.ts';
import { errorReply } from '../schemas/error.ts';

/** How a refused call is described: under which name, and what its status says. */
const REFUSED = {
  400: ['InputRefused', 'The input is refused: path names the value, repair what to do about it'],
  401: ['TokenRefused', 'The token is missing or wrong'],
  403: [
    'CallerRefused',
    'The caller comes from where it may not come from, or wants what only this machine may',
  ],
  404: ['NotThere', 'What is named is not there'],
  408: ['NotInTime', 'It did not come in time; the message tells what came nearest'],
  410: ['LetGo', 'It takes entries the journal let go for newer ones'],
  409: ['NotPossible', 'It cannot be done as things are, or a name stands for several things'],
  413: ['TooLarge', 'The body is too large'],
  415: ['NotJson', 'The body is not JSON'],
  500: ['Failed', 'The double failed; its log says why'],
  503: ['Busy', 'Another process is writing: try again after the seconds that retry-after names'],
} as const;

type Refused = keyof typeof REFUSED;
type Responses = Readonly<Record<string, object>>;

/** Answers to refused calls by their names. */
export const refusedResponses: Responses = Object.fromEntries(
  Object.values(REFUSED).map(([name, description]) => [name, answer(description, errorReply)]),
);

/** Answers of a route to calls that are not refused, by status. */
export function describedResponses({ status = 200, summary, response, also = {} }: ControlRoute): Responses {
  const others = Object.entries(also).map(([one, schema]) => [one, answer(schema.description, schema)]);
  return Object.fromEntries([[status, answer(summary, response)], ...others]);
}

/** Answers of a route to refused calls by status: each names one of `refusedResponses`. */
export function namedRefusals(route: ControlRoute): Responses {
  return Object.fromEntries(
    refusalsOf(route).map((status) => [status, { $ref: `#/components/responses/${REFUSED[status][0]}` }]),
  );
}

function refusalsOf({ tags, body, refusals = [] }: ControlRoute): readonly Refused[] {
  if (tags.includes('health')) return [403];
  const ofBody: readonly Refused[] = body === undefined ? [] : [413, 415];
  return [400, 401, 403, ...refusals, ...ofBody, 500];
}

function answer(description: unknown, schema: object): object {
  return { description: String(description), content: { 'application/json': { schema } } };
}
