import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { silentLogger } from '../../platform/logger.ts';
import { createControlApi } from '../../server/control/control-api.ts';
import { projectRoot } from '../helpers/project-root.ts';

interface Generator {
  controlClientFiles(document: object): Promise<Readonly<Record<string, string>>>;
}

t.test('the client is the one the control API describes (npm run docs writes it)', async (t) => {
  const api = await createControlApi({
    portsOf: () => {
      throw new Error('the description needs no double');
    },
    logger: silentLogger,
  });
  const document = (await api.inject('/api/v1/openapi.json')).json();
  const generator = (await import(path.join(projectRoot, 'tools/control-client.mjs'))) as Generator;
  for (const [file, text] of Object.entries(await generator.controlClientFiles(document)))
    t.equal(readFileSync(path.join(projectRoot, file), 'utf8'), text, file);
  const twice = structuredClone(document);
  twice.paths['/api/v1/groups/{group}'].patch.parameters[0].name = 'name';
  await t.rejects(generator.controlClientFiles(twice), /changeGroup has two values called name/);
});
