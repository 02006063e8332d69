import { utimesSync } from 'node:fs';
import Fastify from 'fastify';
import type { Test } from 'tap';
import { type ContentStore, createContentStore } from '../../catalog/content-store.ts';
import { contentRoutes } from '../../server/content/routes.ts';
import { type RawResponse, request } from './raw-http.ts';

/** When every file of a test was last changed. */
export const MODIFIED = 'Wed, 02 Sep 2026 08:30:53 GMT';

/** A content endpoint of one test: its store, its port, and requests to it. */
export interface ContentServer {
  readonly store: ContentStore;
  readonly port: number;
  /** Stores `bytes` with a fixed date and returns the path of their URL. */
  add(bytes: Uint8Array, extension?: string): string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<RawResponse>;
  head(path: string, headers?: Readonly<Record<string, string>>): Promise<RawResponse>;
}

/** Starts an endpoint over an empty folder; it ends with the test. */
export async function startContentServer(
  t: Test,
  options: { readonly cacheBytes?: number } = {},
): Promise<ContentServer> {
  const store = createContentStore(`${t.testdir()}/Content`);
  const fastify = Fastify({ routerOptions: { caseSensitive: false } });
  await fastify.register(
    contentRoutes({
      folder: store.folder,
      ...(options.cacheBytes !== undefined && { cacheBytes: options.cacheBytes }),
    }),
  );
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(() => fastify.close());
  const address = fastify.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    store,
    port,
    add(bytes, extension = 'cab') {
      const { sha1 } = store.put(bytes, extension);
      utimesSync(store.pathOf(sha1, extension), new Date(MODIFIED), new Date(MODIFIED));
      return store.urlPath(sha1, `update.${extension}`);
    },
    get: (path, headers) => request(port, 'GET', path, headers),
    head: (path, headers) => request(port, 'HEAD', path, headers),
  };
}

/** `size` bytes of which no two neighbourhoods are alike, so that a wrong offset shows. */
export function countedBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32BE(at, at);
  return bytes;
}
