import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { readPolicy } from '../../device/policy/policy.ts';
import { policySchema, readPolicyFile } from '../../device/policy/policy-file.ts';
import { applyChanges, parseRegFile } from '../../device/policy/reg-file.ts';
import { profileSchema, readProfile, readyProfileNames } from '../../device/profile/read-profile.ts';
import { stateOf } from '../../device/profile/state-of.ts';
import { createRegistry } from '../../device/state/registry.ts';
import { projectRoot } from '../helpers/project-root.ts';
import { issue } from '../helpers/tls-certificates.ts';

const text = readFileSync(path.join(projectRoot, 'docs/device-profiles.md'), 'utf8');
const [ofProfiles = '', ofPolicy = ''] = text.split('\n## Policy\n');
const blocks = (part: string, language: string): readonly string[] =>
  [...part.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );
const namesIn = (schema: object): readonly string[] =>
  Object.keys((schema as { readonly properties: object }).properties).filter((name) => name !== '$schema');
const packageFile = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
};

t.test('every profile of the page is one', async (t) => {
  const profiles = blocks(ofProfiles, 'yaml');
  t.ok(profiles.length >= 6);
  for (const one of profiles) t.ok(stateOf(readProfile(one, 'doc.yaml')), one);
});

t.test('every policy of the page is one and has no problem', async (t) => {
  // The page leaves out what is in a certificate.
  const base64 = issue({ name: 'wsus.test' }).certificate.raw.toString('base64');
  const policies = blocks(ofPolicy, 'yaml').map((one) =>
    readPolicyFile(one.replace('    …', `    ${base64}`), 'doc.yaml'),
  );
  const files = blocks(ofPolicy, 'reg').map((one) => parseRegFile(Buffer.from(one), 'doc.reg'));
  t.equal(policies.length, 3);
  t.equal(files.length, 1);
  for (const changes of [...policies, ...files]) {
    const registry = createRegistry();
    applyChanges(registry, changes);
    t.same(readPolicy(registry).problems, []);
  }
});

t.test('the page names every field, every value and every ready profile', async (t) => {
  const { $defs } = profileSchema() as { readonly $defs: Readonly<Record<string, object>> };
  for (const name of namesIn(profileSchema())) t.match(ofProfiles, `\`${name}\``, name);
  for (const part of ['windows', 'computer'])
    for (const name of namesIn($defs[part] ?? {})) t.match(ofProfiles, `\`${part}.${name}\``, name);
  for (const name of ['product', 'device', 'driver', 'file', 'wmiQuery'].flatMap((one) =>
    namesIn($defs[one] ?? {}),
  ))
    t.match(ofProfiles, new RegExp(`\\b${name}:`), name);
  for (const name of namesIn(policySchema())) t.match(ofPolicy, `\`${name}\``, name);
  for (const name of readyProfileNames()) t.match(ofProfiles, `\`${name}\``, name);
});

t.test('the schemas are published under the names the page gives them', async (t) => {
  for (const [name, file] of [
    ['./profile.schema.json', 'device/profile/profile.schema.json'],
    ['./policy.schema.json', 'device/policy/policy.schema.json'],
  ] as const) {
    t.equal(packageFile.exports[name], `./${file}`);
    t.ok(packageFile.files.includes(file));
    t.match(text, `$schema=./node_modules/mock-windows-update/${file}`);
  }
});
