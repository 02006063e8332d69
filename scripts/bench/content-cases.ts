import Fastify from 'fastify';
import { type ContentStore, createContentStore } from '../../catalog/content-store.ts';
import { contentRoutes } from '../../server/content/routes.ts';
import { type LoadClient, startLoadClient } from './load-client.ts';
import { requestBytes } from './load-plan.ts';
import { findNginx, type Nginx, startNginx } from './nginx.ts';
import { compare } from './ratio.ts';
import { type BenchCase, type BenchContext, type BenchRow, type Budget, judged, skipped } from './row.ts';

const FILE_BYTES = 200_000_000;

/** What Delivery Optimization asks for at once: capture 19. */
const RANGE_BYTES = 1024 * 1024;

const CONNECTIONS = 4;
const UNIT = 'MB/s';
const BUDGET: Budget = { of: 'ratio', bound: 'least', value: 0.7 };

/** The content endpoint against nginx with sendfile, same file: whole, and in ranges of 1 MiB in mixed order. */
export function contentBenchCases(): readonly BenchCase[] {
  return [
    contentCase('content, whole file', 200, ['']),
    contentCase('content, 1 MiB ranges', 206, mixedRanges()),
  ];
}

/** `ranges` are values of the Range header; an empty one asks for the whole file. */
function contentCase(name: string, status: number, ranges: readonly string[]): BenchCase {
  return {
    name,
    async run(context) {
      const binary = findNginx();
      if (!binary) return skipped(name, UNIT, 'nginx is not installed', BUDGET);
      const path = storeFile(createContentStore(`${context.folder}/Content`));
      const server = await startContentServer(`${context.folder}/Content`);
      const client = startLoadClient();
      let nginx: Nginx | undefined;
      try {
        nginx = await startNginx(binary, context.folder, context.folder);
        return await measure(
          name,
          context,
          client,
          { own: server.port, nginx: nginx.port },
          { path, status, ranges },
        );
      } finally {
        await client.close();
        await nginx?.close();
        await server.close();
      }
    },
  };
}

async function measure(
  name: string,
  context: BenchContext,
  client: LoadClient,
  ports: { readonly own: number; readonly nginx: number },
  load: { readonly path: string; readonly status: number; readonly ranges: readonly string[] },
): Promise<BenchRow> {
  const requests = load.ranges.map((range) =>
    requestBytes({
      method: 'GET',
      path: load.path,
      host: 'localhost',
      headers: range ? { Range: range } : {},
    }),
  );
  const plan = {
    host: '127.0.0.1',
    connections: CONNECTIONS,
    seconds: context.seconds,
    status: load.status,
    requests,
  };
  const rate = async (port: number) => (await client.run({ ...plan, port })).bytesPerSecond / 1e6;
  const own = { name: 'the content endpoint', measure: () => rate(ports.own) };
  const { first, second, ratio } = await compare(
    own,
    { name: 'nginx', measure: () => rate(ports.nginx) },
    context,
  );
  const note = `nginx with sendfile: ${Math.round(second)} ${UNIT}, ${CONNECTIONS} connections`;
  return judged({ name, measured: first, unit: UNIT, ratio, budget: BUDGET, note });
}

async function startContentServer(folder: string): Promise<{ port: number; close(): Promise<void> }> {
  const fastify = Fastify();
  await fastify.register(contentRoutes({ folder }));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const address = fastify.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { port, close: () => fastify.close() };
}

/** Puts the file to serve into `store` and returns the path of its URL. */
function storeFile(store: ContentStore): string {
  return store.urlPath(store.put(Buffer.alloc(FILE_BYTES, 'mock update '), 'cab').sha1, 'update.cab');
}

/** Every whole range of the file once, each 37 further on: no order a read-ahead could profit from. */
function mixedRanges(): readonly string[] {
  const count = Math.floor(FILE_BYTES / RANGE_BYTES);
  return Array.from({ length: count }, (_, turn) => {
    const first = ((turn * 37) % count) * RANGE_BYTES;
    return `bytes=${first}-${first + RANGE_BYTES - 1}`;
  });
}
