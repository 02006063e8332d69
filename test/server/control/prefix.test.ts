import fastify from 'fastify';
import t from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { Type } from '../../../platform/documents/schema-type.ts';
import type { ControlPorts } from '../../../server/control/control-ports.ts';
import { controlRoutes } from '../../../server/control/control-routes.ts';
import { inputCheck } from '../../../server/control/http/input-check.ts';
import { takeJsonBodies } from '../../../server/control/http/json-body.ts';
import { catalogRoutes } from '../../../server/control/routes/index.ts';
import { testCatalog } from '../../helpers/catalogs.ts';

t.test('one table serves many catalogues: a name in the prefix picks the one a call works on', async (t) => {
  const catalogs: Readonly<Record<string, Catalog>> = {
    red: testCatalog(t, ':memory:', 'red'),
    blue: testCatalog(t, ':memory:', 'blue'),
  };
  const app = fastify();
  takeJsonBodies(app);
  app.setValidatorCompiler(inputCheck);
  app.register(
    async (scope) =>
      controlRoutes(scope, catalogRoutes, {
        portsOf: ({ params }) => {
          const catalog = catalogs[(params as { readonly tenant: string }).tenant];
          return { catalog, clock: catalog?.clock } as ControlPorts;
        },
        prefixParams: { tenant: Type.String({ pattern: '^[a-z]+$' }) },
        isHidden: true,
      }),
    { prefix: '/api/v1/tenants/:tenant' },
  );
  const made = await app.inject({
    method: 'POST',
    url: '/api/v1/tenants/red/groups',
    payload: { name: 'Pilot' },
  });
  t.equal(made.statusCode, 201);
  t.ok(catalogs.red?.groups.find('Pilot'));
  t.notOk(catalogs.blue?.groups.find('Pilot'));
  t.equal((await app.inject('/api/v1/tenants/red/groups/Pilot')).statusCode, 200);
  t.equal((await app.inject('/api/v1/tenants/RED/groups')).statusCode, 400);
});
