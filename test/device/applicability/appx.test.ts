import t from 'tap';
import { judge } from '../../helpers/device-rules.ts';

const metadata = (moniker: string): string =>
  `<AppxPackageMetadata><AppxMetadata PackageType="UAP" PackageMoniker="${moniker}"/></AppxPackageMetadata>`;
const verdicts = (moniker: string, apps: readonly string[], architecture: 'x64' | 'arm64' | 'x86' = 'x64') =>
  ['AppxPackageInstalled', 'AppxPackageInstallable'].map(
    (name) => judge(`<${name}/>`, { apps, architecture }, metadata(moniker)).verdict,
  );

t.test('a Store package is there in its version or a later one, and is for its architectures', async (t) => {
  const own = 'Mock.Notes_3.1.0.0_x64__mockpublisher';
  for (const [about, apps, expected] of [
    ['nothing', [], ['false', 'true']],
    ['the same', ['mock.notes_3.1.0.0_x64__mockpublisher'], ['true', 'false']],
    ['a later one', ['Mock.Notes_4.0.0.0_neutral__mockpublisher'], ['true', 'false']],
    ['an earlier one', ['Mock.Notes_3.0.9.0_x64__mockpublisher'], ['false', 'true']],
    ['one of another publisher', ['Mock.Notes_3.1.0.0_x64__other'], ['false', 'true']],
    ['one of other resources', ['Mock.Notes_3.1.0.0_x64_de_mockpublisher'], ['false', 'true']],
  ] as const)
    t.same(verdicts(own, apps), expected, about);
  t.same(verdicts(own, [], 'arm64'), ['false', 'true'], 'Windows for ARM64 takes packages for x64');
  t.same(verdicts(own, [], 'x86'), ['false', 'false']);
});

t.test('without a full name of a package there is nothing to judge', async (t) => {
  for (const moniker of ['', 'Notes', 'Notes_1.0', 'Notes_1.0_x64__p_q', `${'n'.repeat(200)}_1.0_x64__p`])
    t.same(verdicts(moniker, []), ['unknown', 'unknown'], moniker.slice(0, 20));
  t.same(judge('<AppxPackageInstalled/>').unknown, ['AppxPackageInstalled']);
});
