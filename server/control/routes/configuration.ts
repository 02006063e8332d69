import type { Catalog } from '../../../catalog/catalog.ts';
import type { Configuration } from '../../../catalog/configuration/configuration-values.ts';
import { type ControlRoute, route } from '../route.ts';
import { type ConfigurationChanges, configuration, configurationChanges } from '../schemas/configuration.ts';

/** What the double tells clients and servers of itself and allows them. */
export const configurationRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/configuration',
    operationId: 'getConfiguration',
    summary: 'Tells the configuration in force and what of it is stored',
    tags: ['configuration'],
    response: configuration,
    handler: ({ catalog }) => told(catalog),
  }),
  route({
    method: 'PATCH',
    url: '/configuration',
    operationId: 'changeConfiguration',
    summary: 'Stores values; null takes one back to its default',
    description: 'Values this run was started with go before what is stored.',
    tags: ['configuration'],
    body: configurationChanges,
    response: configuration,
    refusals: [503],
    handler: ({ catalog }, { body }) => {
      const changes = Object.entries(body as ConfigurationChanges);
      const values = changes.map(([name, value]) => [name, value ?? undefined]);
      catalog.configuration.set(Object.fromEntries(values) as Partial<Configuration>);
      return told(catalog);
    },
  }),
];

function told({ configuration }: Catalog) {
  return { current: configuration.current(), stored: configuration.stored() };
}
