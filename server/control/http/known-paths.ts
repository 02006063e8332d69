import { nearestName } from '../../../platform/documents/nearest-name.ts';
import { MockWuError } from '../../../platform/errors/index.ts';
import { clip } from '../../../platform/plain-text.ts';

/** Collects the paths that are served. */
export interface KnownPaths {
  add(url: string, methods: string | readonly string[]): void;
  /** Why `method path` leads nowhere: CONTROL_METHOD_UNKNOWN or CONTROL_PATH_UNKNOWN, with the nearest path there is. */
  explain(method: string, path: string): MockWuError;
}

export function createKnownPaths(): KnownPaths {
  const known = new Map<string, Set<string>>();
  return {
    add: (url, methods) => {
      const all = known.get(url) ?? new Set();
      for (const method of [methods].flat()) all.add(method);
      known.set(url, all);
    },
    explain: (method, path) => {
      // What can be asked for where is what counts; a path is told with the values that were given.
      const paths = [...known].map(([url, methods]) => ({ path: withValues(url, path), methods }));
      const same = paths.filter((one) => one.path === path).flatMap(({ methods }) => [...methods]);
      if (same.length > 0)
        return new MockWuError('CONTROL_METHOD_UNKNOWN', {
          path: clip(path),
          method,
          known: same.join(', '),
        });
      const near = nearestName(
        path,
        paths.map((one) => one.path),
      );
      const repair =
        near === undefined ? '/api/v1/openapi.json describes what there is.' : `Did you mean ${clip(near)}?`;
      return new MockWuError('CONTROL_PATH_UNKNOWN', { path: clip(path), repair });
    },
  };
}

/** The pattern `url` with the steps of `path` where it has names. */
function withValues(url: string, path: string): string {
  const steps = path.split('/');
  return url
    .split('/')
    .map((step, at) => (step.startsWith(':') ? steps[at] || `{${step.slice(1)}}` : step))
    .join('/');
}
