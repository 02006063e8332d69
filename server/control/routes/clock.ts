import { isoMoment, parseMoment } from '../../../platform/clock.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import type { SteerableClock } from '../../../platform/steerable-clock.ts';
import { inputError } from '../http/input-check.ts';
import { type ControlRoute, route } from '../route.ts';
import { clockMoment, clockState, pace, steps } from '../schemas/clock.ts';
import { object } from '../schemas/common.ts';

/** The time clients are told: what cookies, certificates, revocation lists and dates go by. */
export const clockRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/clock',
    operationId: 'getClock',
    summary: 'Tells what the clock shows and how it goes',
    tags: ['clock'],
    response: clockState,
    handler: ({ tenant }) => told(tenant.clock),
  }),
  route({
    method: 'POST',
    url: '/clock/freeze',
    operationId: 'freezeClock',
    summary: 'Has it stand still, at a moment or where it is',
    tags: ['clock'],
    body: object({ at: Type.Optional(clockMoment) }),
    response: clockState,
    handler: ({ tenant }, { body: { at } }) => {
      tenant.clock.freeze(at === undefined ? undefined : read(at));
      return told(tenant.clock);
    },
  }),
  route({
    method: 'POST',
    url: '/clock/advance',
    operationId: 'advanceClock',
    summary: 'Moves it; a frozen one stays frozen',
    tags: ['clock'],
    body: object({ milliseconds: steps }),
    response: clockState,
    handler: ({ tenant }, { body }) => {
      tenant.clock.advance(body.milliseconds);
      return told(tenant.clock);
    },
  }),
  route({
    method: 'POST',
    url: '/clock/set',
    operationId: 'setClock',
    summary: 'Has it jump to a moment and go on as before',
    tags: ['clock'],
    body: object({ at: clockMoment }),
    response: clockState,
    handler: ({ tenant }, { body }) => {
      tenant.clock.set(read(body.at));
      return told(tenant.clock);
    },
  }),
  route({
    method: 'POST',
    url: '/clock/scale',
    operationId: 'scaleClock',
    summary: 'Sets its pace',
    tags: ['clock'],
    body: object({ factor: pace }),
    response: clockState,
    handler: ({ tenant }, { body }) => {
      tenant.clock.scale(body.factor);
      return told(tenant.clock);
    },
  }),
  route({
    method: 'POST',
    url: '/clock/release',
    operationId: 'releaseClock',
    summary: 'Lets it show the time of the machine again',
    tags: ['clock'],
    response: clockState,
    handler: ({ tenant }) => {
      tenant.clock.release();
      return told(tenant.clock);
    },
  }),
];

function told(clock: SteerableClock) {
  const { mode, now, offset, scale } = clock.state();
  return { mode, now: isoMoment(now), offset, scale };
}

function read(text: string): number {
  const time = parseMoment(text);
  if (!Number.isNaN(time)) return time;
  throw inputError('body', {
    path: ['at'],
    problem: `"${text.slice(0, 60)}" is no moment`,
    repair: 'Write ISO 8601 in UTC, such as 2026-11-30T12:00:00Z.',
  });
}
