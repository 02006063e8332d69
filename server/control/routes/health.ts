import { packageVersion } from '../../../platform/package-version.ts';
import { type ControlRoute, route } from '../route.ts';
import { alive, readiness, version } from '../schemas/health.ts';

/** Described here for clients; the listener answers them by `healthAnswers` before anything else is loaded. */
export const healthRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/healthz',
    operationId: 'getHealth',
    summary: 'Tells that the process answers',
    tags: ['health'],
    response: alive,
    handler: () => ({ status: 'ok' as const }),
  }),
  route({
    method: 'GET',
    url: '/livez',
    operationId: 'getLiveness',
    summary: 'The same, under the name orchestrators use',
    tags: ['health'],
    response: alive,
    handler: () => ({ status: 'ok' as const }),
  }),
  route({
    method: 'GET',
    url: '/readyz',
    operationId: 'getReadiness',
    summary: 'Tells whether clients are served',
    tags: ['health'],
    response: readiness,
    also: { 503: readiness },
    handler: () => ({ status: 'ready' as const }),
  }),
  route({
    method: 'GET',
    url: '/version',
    operationId: 'getVersion',
    summary: 'Tells which mock-windows-update this is',
    tags: ['health'],
    response: version,
    handler: () => ({ version: packageVersion() }),
  }),
];
