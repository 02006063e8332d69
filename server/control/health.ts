import { packageVersion } from '../../platform/package-version.ts';

/** What a call for health is answered with. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: object;
}

/**
 * Answers for whoever watches over the process, by path. They want no token, and are given before what the other
 * operations need is loaded.
 */
export const healthAnswers: Readonly<Record<string, (isReady: boolean) => HealthAnswer>> = {
  '/healthz': () => ({ status: 200, body: { status: 'ok' } }),
  '/livez': () => ({ status: 200, body: { status: 'ok' } }),
  '/readyz': (isReady) => ({
    status: isReady ? 200 : 503,
    body: { status: isReady ? 'ready' : 'starting' },
  }),
  '/version': () => ({ status: 200, body: { version: packageVersion() } }),
};
