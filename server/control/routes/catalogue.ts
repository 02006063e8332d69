import { countCatalog } from '../../../catalog/reports/catalog-counts.ts';
import { isoMoment } from '../../../platform/clock.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import { fail } from '../../../platform/errors/index.ts';
import { packageVersion } from '../../../platform/package-version.ts';
import type { ControlPorts } from '../control-ports.ts';
import { inputError } from '../http/input-check.ts';
import { type ControlRoute, route } from '../route.ts';
import { importReport, state } from '../schemas/catalogue.ts';
import { object, oneOf } from '../schemas/common.ts';

/** Bytes of a call that brings a seed: one in JSON may have 16 MiB. */
const SEED_BYTES = 18 * 1024 * 1024;

/** The catalogue as a whole. */
export const catalogueRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/state',
    operationId: 'getState',
    summary: 'Tells where the double is reached, who it is and how much it holds',
    tags: ['catalogue'],
    response: state,
    handler: stateOf,
  }),
  route({
    method: 'POST',
    url: '/import',
    operationId: 'importUpdates',
    summary: 'Imports a seed that is sent, the demo, or a file or folder of this machine',
    description:
      'All of it, or nothing. Files are named only where the control API listens on loopback alone.',
    tags: ['catalogue'],
    body: object({
      seed: Type.Optional(
        Type.String({ minLength: 1, description: 'Text of a seed file; it can name no other files' }),
      ),
      format: Type.Optional(oneOf(['yaml', 'json'], 'Of the text; yaml when left out')),
      source: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 4096,
          description: 'demo, or the path of a seed file, an update document, a folder of them, or an export',
        }),
      ),
    }),
    bodyLimit: SEED_BYTES,
    response: importReport,
    refusals: [404, 409, 503],
    handler: importWhat,
  }),
];

function stateOf({ catalog, pki, urls, clock }: ControlPorts) {
  return {
    version: packageVersion(),
    serverId: catalog.serverId,
    urls,
    ca: { pem: pki.rootPem, sha256: pki.rootSha256 },
    now: isoMoment(clock.now()),
    replicaOf: catalog.replication.replicaOf() ?? null,
    counts: countCatalog(catalog.database),
    dropped: catalog.retention.dropped().map((one) => ({ ...one, lastAt: isoMoment(one.lastAt) })),
  };
}

interface ImportBody {
  readonly seed?: string;
  readonly format?: 'yaml' | 'json';
  readonly source?: string;
}

function importWhat({ imports }: ControlPorts, { body }: { readonly body: ImportBody }) {
  const { seed, format = 'yaml', source } = body;
  if (seed !== undefined && source === undefined) return imports.text(seed, `seed.${format}`);
  if (source === undefined || seed !== undefined)
    throw inputError('body', {
      path: [],
      problem: source === undefined ? 'it brings nothing' : 'it brings a text and names a source',
      repair: 'Give one of seed and source.',
    });
  if (source !== 'demo' && !imports.mayNameFiles) fail('CONTROL_LOCAL_ONLY');
  return imports.source(source);
}
