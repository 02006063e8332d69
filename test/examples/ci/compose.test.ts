import path from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { windowsUpdateDomains } from '../../../pki/windows-update-domains.ts';
import { redirectedHostNames } from '../../../scripts/hosts/names.ts';
import { projectRoot } from '../../helpers/project-root.ts';
import { checkCall, projectFile } from '../../helpers/shown-calls.ts';
import { run } from '../../helpers/tools.ts';

interface Service {
  readonly command: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes: readonly string[];
  readonly networks: { readonly tests: { readonly aliases?: readonly string[] } };
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
}

const file = path.join(projectRoot, 'examples/ci/compose.yaml');
const compose = parse(projectFile('examples/ci/compose.yaml'));
const double: Service = compose.services['windows-update'];
const client: Service = compose.services.client;

t.test('the aliases are the names of the hosts file, all of them and no others', async (t) => {
  const aliases = double.networks.tests.aliases ?? [];
  t.same([...aliases].sort(), [...redirectedHostNames].sort());
  const isServed = (name: string) =>
    windowsUpdateDomains.some((domain) => name === domain || name.endsWith(`.${domain}`));
  t.same(
    aliases.filter((name) => !isServed(name)),
    [],
    'a certificate is made for each',
  );
});

t.test('every command and option exists', async (t) => {
  for (const { command } of [double, client]) await checkCall(t, command);
  t.same(double.healthcheck?.test.slice(0, 2), ['CMD', 'mock-wu'], 'no shell');
  await checkCall(t, double.healthcheck?.test.slice(2) ?? []);
});

t.test('the client waits until the double is healthy, and asks it by a name of Windows Update', async (t) => {
  t.same(client.depends_on, { 'windows-update': { condition: 'service_healthy' } });
  const server = client.command.find((word) => word.startsWith('--server='))?.slice('--server='.length) ?? '';
  t.ok(redirectedHostNames.includes(new URL(server).hostname), server);
  t.ok(double.command.includes('--hosts-mode'), 'which listens on 443');
  t.ok(
    client.volumes.includes('update-state:/state:ro'),
    'the root comes with the volume, which it cannot change',
  );
  t.ok(double.volumes.includes('update-state:/state'));
});

t.test('nothing leaves the network, and nothing has rights', async (t) => {
  t.equal(compose.networks.tests.internal, true);
  for (const service of [double, client]) t.match(service, { read_only: true, cap_drop: ['ALL'] });
});

t.test('the image is built from files that are there', async (t) => {
  const { context, dockerfile } = compose.services['windows-update'].build;
  t.equal(path.resolve(path.dirname(file), context), projectRoot);
  t.match(projectFile(dockerfile), /^FROM /m);
});

t.test('docker compose takes it', async (t) => {
  // Where docker is not installed, or without this part of it, there is no judge.
  if (run('docker', ['compose', 'version']).status !== 0) {
    t.pass('skipped', { skip: 'docker compose is not installed' });
    return;
  }
  const { status, stderr } = run('docker', ['compose', '-f', file, 'config', '--quiet']);
  t.equal(status, 0, stderr.toString());
});
