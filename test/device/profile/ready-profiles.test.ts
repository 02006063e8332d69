import t from 'tap';
import { demoSeedPath } from '../../../catalog/demo/demo-seed-path.ts';
import { buildSeed } from '../../../catalog/import/seed-build.ts';
import { readSeedFile } from '../../../catalog/import/seed-reader.ts';
import { createStatuses } from '../../../device/applicability/statuses.ts';
import { readPolicy } from '../../../device/policy/policy.ts';
import { loadProfile, readyProfileNames } from '../../../device/profile/read-profile.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { readCore } from '../../../protocol/metadata/read-core.ts';
import { memoryTools } from '../../helpers/seeds.ts';

const documents = buildSeed(readSeedFile(demoSeedPath()), memoryTools()).documents.map(({ xml }) =>
  parseUpdateDocument(xml),
);
const revisions = new Map(
  documents.map(({ updateId, fragments }, at) => [
    updateId,
    {
      revisionId: at + 1,
      isLeaf: true,
      deployment: {} as never,
      xml: fragments.core,
      core: readCore(fragments.core),
    },
  ]),
);
/** What people see: bundles, drivers, and what is neither. */
const members = new Set(
  documents.flatMap(({ bundles }) =>
    bundles.flatMap((clause) => clause.revisions.map(({ updateId }) => updateId)),
  ),
);

const EVERYWHERE = ['Microsoft', 'Windows', 'Office', 'Microsoft Defender Antivirus'];
const CLASSIFICATIONS = ['Applications', 'Definition Updates', 'Drivers', 'Security Updates', 'Updates'];
const WINDOWS_11 = ['Windows 11', 'Windows 11 Client, version 22H2 and later, Servicing Drivers'];
const DEFENDER = ['KB9902602'];

/** What of the demo catalogue is there on each ready profile, and which of its updates it needs. */
const EXPECTED: Readonly<
  Record<string, { readonly there: readonly string[]; readonly needed: readonly string[] }>
> = {
  'windows-11-24h2': {
    there: [
      ...WINDOWS_11,
      'Microsoft 365 Apps/Office 2019/Office LTSC',
      'Mock: Windows 11, version 24H2',
      'x64 processor',
    ],
    needed: [
      ...DEFENDER,
      'KB9900801',
      'KB9900901',
      'KB9901001',
      'KB9901005',
      'Mock Devices Inc. - Net - 9.9.100.7',
      'Mock: Microsoft 365 Apps Update - Current Channel Version 2610 for x64 based Edition (Build 19901.20001)',
      'Mock: Notes app 3.1.0.0',
      'Mock: Servicing preview that was withdrawn',
    ],
  },
  'windows-10-22h2': {
    there: ['Windows 10, version 1903 and later', 'Mock: Windows 10, version 22H2', 'x64 processor'],
    needed: [
      ...DEFENDER,
      'KB9900802',
      'KB9900902',
      'KB9901003',
      'Mock: Servicing preview that was withdrawn',
    ],
  },
  'windows-server-2025': {
    there: ['Microsoft Server Operating System-24H2', 'Mock: Windows Server 2025', 'x64 processor'],
    needed: [...DEFENDER, 'KB9901004'],
  },
  'windows-11-arm64-laptop': {
    there: [...WINDOWS_11, 'Mock: Windows 11, version 24H2', 'arm64 processor', 'Mock: Windows in de'],
    needed: ['Mock: German language features for Windows 11', 'Mock: Notes app 3.1.0.0'],
  },
};
t.test('there is an expectation for every ready profile', async (t) => {
  t.same(readyProfileNames(), Object.keys(EXPECTED).sort());
});

for (const [name, { there, needed }] of Object.entries(EXPECTED))
  t.test(`${name} has what it should of the demo catalogue, and needs what it should`, async (t) => {
    const statuses = createStatuses(
      { ofUpdate: (updateId) => revisions.get(updateId) },
      stateOf(loadProfile(name)),
    );
    const found: Record<string, string[]> = { there: [], needed: [] };
    for (const { updateId, updateType, texts, kbArticleIds } of documents) {
      const title = texts[0]?.title ?? '';
      const status = statuses.of(revisions.get(updateId)!);
      const isCondition = updateType === 'Category' || updateType === 'Detectoid';
      t.not(status, 'unknown', title);
      if (isCondition && status === 'installed') found.there?.push(title);
      if (!isCondition && !members.has(updateId) && status === 'needed')
        found.needed?.push(kbArticleIds[0] === undefined ? title : `KB${kbArticleIds[0]}`);
    }
    t.same(found.there?.sort(), [...EVERYWHERE, ...CLASSIFICATIONS, ...there].sort());
    t.same(found.needed?.sort(), [...needed].sort());
  });

t.test('a ready profile is a computer of its own that nobody decided for', async (t) => {
  const profiles = readyProfileNames().map(loadProfile);
  const distinct = (values: readonly unknown[]): number => new Set(values.map(String)).size;
  t.equal(distinct(profiles.map(({ computer }) => computer?.name)), profiles.length);
  t.equal(distinct(profiles.map(({ computer }) => computer?.model)), profiles.length);
  for (const profile of profiles) {
    const { problems, wsus } = readPolicy(stateOf(profile).registry);
    t.same({ problems, wsus }, { problems: [], wsus: undefined }, profile.name);
    t.ok((profile.products?.length ?? 0) >= 2 && (profile.packages?.length ?? 0) >= 5, profile.name);
  }
});
