import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import {
  listOf,
  type SeedContent,
  type SeedDriver,
  type SeedFile,
  type SeedHandler,
  type SeedRuleObject,
  type SeedUpdate,
} from '../../../catalog/import/seed.ts';
import { findSeedProblem, seedSchema } from '../../../catalog/import/seed-schema.ts';

interface Schema {
  readonly $defs: Readonly<Record<string, { properties: object; else?: { properties: object } }>>;
  readonly properties: object;
}

const schema = seedSchema() as Schema;
const keys = (value: object | undefined) => Object.keys(value ?? {}).sort();

const rule: Required<SeedRuleObject> = {
  all: [true],
  any: [{ registry: 'HKLM\\A', value: 'b', equals: 1 }],
  not: false,
  windows: { version: '10.0.26100', minimum: '10.0', below: '11.0', type: 'server' },
  architecture: 'x64',
  language: 'zh-TW',
  registry: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\A',
  file: 'C:\\a.dll',
  package: 'p',
  msi: '{00000000-0000-0000-0000-000000000001}',
  element: 'bar:WmiQuery',
  value: 'v',
  equals: 'text',
  atLeast: '1.2.3.4',
  attributes: { A: 'b', C: 1, D: true },
  children: [true],
  text: 't',
};

const handler: Required<SeedHandler> = {
  type: 'command',
  package: 'p',
  program: 'p',
  arguments: '/q',
  rebootByDefault: false,
  defaultResult: 'failed',
  returnCodes: [{ code: 3010, result: 'succeeded', reboot: true }],
  productCode: '{00000000-0000-0000-0000-000000000001}',
  msiFile: 'a',
  commandLine: 'b',
  product: 'Client.OS.RS2.AMD64',
  version: '10.0.26100.1',
};

const driver: Required<SeedDriver> = {
  hardwareIds: ['PCI\\VEN_0001'],
  class: 'Net',
  provider: 'p',
  manufacturer: 'm',
  model: 'm',
  company: 'c',
  version: '1.2.3.4',
  date: '2026-01-01',
  whqlId: 1,
  featureScores: { 'amd64.10.0': 255 },
  targetComputers: ['00000000-0000-0000-0000-000000000001'],
  distributionComputers: ['00000000-0000-0000-0000-000000000001'],
};

const file: Required<SeedFile> = {
  name: 'a b.cab',
  size: '1.5 MB',
  text: 't',
  path: 'a',
  sign: 'none',
  patchingType: 'Express',
};

const update: Required<SeedUpdate> = {
  title: 't',
  key: 'a.b-c_d',
  kb: [1, 'KB2', '3'],
  classification: 'Updates',
  products: 'Windows 11',
  severity: 'Low',
  description: 'd',
  languages: { de: 'T', 'zh-TW': { title: 'T', description: 'D' } },
  released: '2026-10-13T17:00:00Z',
  revision: 200,
  updateId: '00000000-0000-0000-0000-000000000001',
  files: [file],
  handler,
  driver,
  requires: { os: 'Windows 7', architecture: ['x64'], language: 'de' },
  prerequisites: ['a', ['b', 'c']],
  supersedes: ['a'],
  bundles: [['a']],
  installed: rule,
  installable: true,
  impact: 'minor',
  reboot: 'never',
  uninstallable: true,
  mandatory: true,
  beta: true,
  autoSelect: true,
  supportUrl: 'https://example.test/',
  moreInfoUrl: 'http://example.test/',
  bulletins: 'MS26-001',
  cves: ['CVE-2026-12345'],
  eula: { text: 't', path: 'p', language: 'en', reaccept: true },
  expired: false,
  declined: false,
  approvals: ['All Computers', { group: 'A', action: 'scan', deadline: '+7d' }],
};

const whole: Required<SeedContent> = {
  seed: 1,
  language: 'en',
  released: '2026-10-13',
  categories: [
    {
      name: 'n',
      type: 'product',
      parent: 'p',
      key: 'k',
      updateId: update.updateId,
      revision: 1,
      description: 'd',
      languages: {},
      installed: true,
    },
  ],
  detectoids: [
    {
      key: 'k',
      title: 't',
      kind: 'Architecture',
      installed: false,
      prerequisites: 'a',
      updateId: update.updateId,
      revision: 1,
    },
  ],
  groups: ['A', { name: 'B', parent: 'A' }],
  computers: [{ name: 'c', id: update.updateId, groups: 'A' }],
  updates: [update],
};

t.test('the published schema is one of JSON Schema 2020-12', async (t) => {
  t.equal(new Ajv2020({ allowUnionTypes: true, strictRequired: false }).validateSchema(schema), true);
});

t.test('a seed with every property there is passes', async (t) => {
  t.same(findSeedProblem(whole), undefined);
});

t.test('the types name the same properties as the schema', async (t) => {
  t.same(
    keys(whole),
    keys(schema.properties).filter((key) => key !== '$schema'),
  );
  t.same(keys(update), keys(schema.$defs.update?.properties));
  t.same(keys(rule), keys(schema.$defs.rule?.properties));
  t.same(keys(driver), keys(schema.$defs.driver?.properties));
  t.same(keys(file), keys(schema.$defs.file?.properties));
  t.same(keys(handler), keys(schema.$defs.handler?.else?.properties));
  t.same(keys(whole.categories[0]), keys(schema.$defs.category?.properties));
  t.same(keys(whole.detectoids[0]), keys(schema.$defs.detectoid?.properties));
  t.same(keys(whole.computers[0]), keys(schema.$defs.computer?.properties));
});

t.test('every pattern is explained in words, for those who break it', async (t) => {
  const bare: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('pattern' in value && typeof value.pattern === 'string' && !('description' in value)) bare.push(path);
    for (const [key, child] of Object.entries(value)) visit(child, `${path}/${key}`);
  };
  visit(schema, '');
  t.same(
    bare.filter((path) => !/attributes|element/.test(path)),
    [],
  );
});

t.test('one or many are told apart', async (t) => {
  t.same(listOf(undefined), []);
  t.same(listOf('a'), ['a']);
  t.same(listOf(['a', 'b']), ['a', 'b']);
});
