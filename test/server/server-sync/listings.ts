import type { Test } from 'tap';
import { idOf, importUpdates, type ShortUpdate } from '../../helpers/documents.ts';
import { type ServerFilter, startUpstream, type Upstream } from '../../helpers/server-client.ts';

/** Families 1 and 2, products 11 and 12 of the first and 21 of the second, classifications 51 and 52. */
const CATEGORIES: readonly ShortUpdate[] = [
  { id: 1, type: 'Category' },
  { id: 2, type: 'Category' },
  { id: 11, type: 'Category', in: [1] },
  { id: 12, type: 'Category', in: [1] },
  { id: 21, type: 'Category', in: [2] },
  { id: 51, type: 'Category' },
  { id: 52, type: 'Category' },
  { id: 90, type: 'Detectoid' },
];

/** An upstream server with these categories; updates of a test have ids from 101 on. */
export async function withCategories(t: Test, settings = {}): Promise<Upstream> {
  const upstream = await startUpstream(t, { settings });
  importUpdates(upstream.catalog, ...CATEGORIES);
  return upstream;
}

/** Ids of which everything is asked for. */
export const whole = (...ids: number[]) => ids.map((id) => ({ Id: idOf(id), Delta: false }));
/** Ids of which only what changed is asked for. */
export const delta = (...ids: number[]) => ids.map((id) => ({ Id: idOf(id), Delta: true }));

/** What a filter lists, by the numbers of `idOf`; `n.r` where the revision is not the first. */
export async function listed({ server, cookie }: Upstream, filter: Partial<ServerFilter>): Promise<string> {
  const { revisions } = await server.list(cookie, filter);
  return revisions
    .map((one) => one.replace(/^0{8}-0{4}-4000-8000-0*(\d+)\.(\d+)$/, '$1.$2'))
    .join(' ')
    .replaceAll('.1 ', ' ')
    .replace(/\.1$/, '');
}

/** Everything in one of these categories and one of these classifications. */
export const named = (categories: number[], classifications: number[]) => ({
  Categories: whole(...categories),
  Classifications: whole(...classifications),
});
