import t from 'tap';
import { build, refusalOf } from '../../helpers/seeds.ts';

const WINDOWS_11 = '72e7624a-5b00-45d2-b92f-e561c0a6a160';
const WINDOWS = '6964aab4-c5b5-43bd-a17d-ffb4346a8e1d';
const MICROSOFT = '56309036-4c77-4dd9-951a-99ee9c246a94';
const SECURITY = '0fa1201d-4330-4fa8-8ae9-b877473b6441';
const X64 = '59653007-e2e9-4f71-8525-2ff588527978';

/** The least an update needs beside its title, in YAML's flow form. */
const REST = 'classification: Updates, products: Windows 11';

const dozen = `
updates:
  - title: Monthly update
    kb: 5001234
    classification: Security Updates
    products: Windows 11
    severity: Critical
    description: What it is about.
    requires: { architecture: x64 }
    files: [{ size: 3 KB }]
    approvals: All Computers
`;

t.test('a dozen lines become a bundle people see and a hidden leaf with the file', async (t) => {
  const seed = build(dozen);
  const bundle = seed.titled('Monthly update');
  t.match(bundle, {
    explicitlyDeployable: true,
    kbArticleIds: ['5001234'],
    msrcSeverity: 'Critical',
    files: [],
  });
  t.same(bundle.prerequisites, [
    { isCategory: false, updateIds: [X64] },
    { isCategory: true, updateIds: [WINDOWS_11] },
    { isCategory: true, updateIds: [SECURITY] },
  ]);
  const [member] = bundle.bundles[0]?.revisions ?? [];
  const leaf = seed.parsed.find(({ updateId }) => updateId === member?.updateId);
  t.match(leaf, {
    revisionNumber: member?.revisionNumber,
    explicitlyDeployable: false,
    kbArticleIds: [],
    bundles: [],
  });
  t.equal(leaf?.files[0]?.fileName, 'mock-kb5001234-x64.cab');
  t.match(leaf?.fragments.core, '<CbsPackageInstalled />');
  t.match(leaf?.fragments.extended, 'type="cbs:Cbs"');
  t.same(
    leaf?.prerequisites.map(({ isCategory }) => isCategory),
    [false, false],
  );
  t.same(seed.approvals, [
    { updateId: bundle.updateId, revisionNumber: 100, group: 'All Computers', action: 'Install' },
  ]);
});

t.test('only the built-in categories in use are written, with those above them', async (t) => {
  const categories = build(dozen).parsed.filter(({ updateType }) => updateType === 'Category');
  t.same(
    categories.map(({ updateId }) => updateId).sort(),
    [SECURITY, MICROSOFT, WINDOWS, WINDOWS_11].sort(),
  );
  t.ok(categories.every(({ revisionNumber }) => revisionNumber === 1));
});

t.test('every document comes after those it needs', async (t) => {
  const seed = build(`
updates:
  - { title: Last, key: c, ${REST}, prerequisites: [b, [a, x64]], bundles: [m] }
  - { title: Middle, key: b, ${REST}, prerequisites: a }
  - { title: First, key: a, ${REST}, requires: { os: "Windows 11, version 24H2" } }
  - { title: Member, key: m, files: [{ size: 1 }] }
`);
  const seen = new Set<string>();
  for (const { updateId, prerequisites, bundles } of seed.parsed) {
    for (const id of prerequisites.flatMap(({ updateIds }) => updateIds)) t.ok(seen.has(id));
    for (const { updateId: id } of bundles.flatMap(({ revisions }) => revisions)) t.ok(seen.has(id));
    seen.add(updateId);
  }
});

t.test('the same seed gives the same bytes at any time', async (t) => {
  const [one, two] = [build(dozen), build(dozen)];
  t.same(one.documents, two.documents);
  t.same([...one.files], [...two.files]);
});

t.test('an UpdateID depends on the key alone, so another seed can bring a new revision', async (t) => {
  const first = build(`updates: [{ title: One, key: x, ${REST} }]`).titled('One');
  const second = build(`updates: [{ title: Two, key: X, revision: 200, ${REST} }]`).titled('Two');
  t.equal(first.updateId, second.updateId);
  t.equal(second.revisionNumber, 200);
});

t.test('products and classifications are found by name, key, other name and GUID', async (t) => {
  const seed = build(`
categories:
  - { name: Contoso, type: company }
  - { name: Contoso Paint, type: product, parent: contoso, key: paint }
updates:
  - title: One
    classification: ${SECURITY.toUpperCase()}
    products: [windows-11, paint, Windows Server 2025, 11111111-2222-3333-4444-555555555555]
`);
  const [products, classifications] = seed.titled('One').prerequisites;
  t.equal(products?.updateIds.length, 4);
  t.ok(products?.updateIds.includes(WINDOWS_11));
  t.ok(products?.updateIds.includes('11111111-2222-3333-4444-555555555555'));
  t.same(classifications?.updateIds, [SECURITY]);
  t.equal(seed.titled('Contoso Paint').prerequisites[0]?.updateIds[0], seed.titled('Contoso').updateId);
  t.equal(seed.titled('Contoso Paint').categoryType, 'Product');
});

t.test('built-in documents are the same in every seed, so that one catalogue can take several', async (t) => {
  const update = `updates: [{ title: A, ${REST}, requires: { os: "Windows 11, version 24H2", language: de } }]`;
  const builtIn = (text: string) => build(text).documents.filter(({ source }) => source.includes('built-in'));
  const german = builtIn(
    `language: de\nreleased: 2020-01-01\ncategories: [{ name: windows 11, type: product }]\n${update.replace('Windows 11', '72e7624a-5b00-45d2-b92f-e561c0a6a160')}`,
  );
  t.same(german, builtIn(update));
});

t.test('a declared category takes the place of a built-in one of that id', async (t) => {
  const seed = build(`
categories: [{ name: My Windows, type: product, parent: Windows, updateId: ${WINDOWS_11}, revision: 300 }]
updates: [{ title: One, classification: Updates, products: ${WINDOWS_11} }]
`);
  t.match(
    seed.parsed.find(({ updateId }) => updateId === WINDOWS_11),
    { revisionNumber: 300 },
  );
});

t.test('members of a bundle are one hidden document each, alternatives share a clause', async (t) => {
  const seed = build(`
updates:
  - { title: Whole, ${REST}, bundles: [[a, b], c, 11111111-2222-3333-4444-555555555555@200], approvals: All Computers }
  - { title: A, key: a, files: [{ size: 10 }] }
  - { title: B, key: b, files: [{ size: 10 }], requires: { architecture: arm64 } }
  - { title: C, key: c, bundles: d }
  - { title: D, key: d, files: [{ size: 10 }] }
`);
  const whole = seed.titled('Whole');
  t.same(
    whole.bundles.map(({ revisions }) => revisions.length),
    [2, 1, 1],
  );
  t.same(whole.bundles[2]?.revisions[0], {
    updateId: '11111111-2222-3333-4444-555555555555',
    revisionNumber: 200,
  });
  t.equal(seed.parsed.filter(({ updateType }) => updateType === 'Software').length, 5);
  for (const title of ['A', 'B', 'C', 'D']) t.notOk(seed.titled(title).explicitlyDeployable);
});

t.test('an update without files is one document that a registry value tells installed', async (t) => {
  const update = build(`updates: [{ title: Bare, ${REST} }]`).titled('Bare');
  t.match(update, { explicitlyDeployable: true, bundles: [], files: [] });
  t.match(update.fragments.core, `Value="${update.updateId}"`);
});

t.test('two revisions of one update may stand in one seed, and references mean the newest', async (t) => {
  const seed = build(`
updates:
  - { title: New, key: x, revision: 200, files: [{ size: 10 }] }
  - { title: Old, key: x, revision: 100, files: [{ size: 10 }] }
  - { title: Whole, ${REST}, bundles: x }
`);
  t.same(seed.titled('Whole').bundles[0]?.revisions, [
    { updateId: seed.titled('New').updateId, revisionNumber: 200 },
  ]);
  const titles = seed.parsed.map(({ texts }) => texts[0]?.title);
  t.ok(titles.indexOf('Old') < titles.indexOf('New'));
});

t.test('titles come in several languages', async (t) => {
  const { texts } = build(
    `updates: [{ title: One, ${REST}, languages: { de: Eins, fr: { title: Un, description: Texte } } }]`,
  ).titled('One');
  t.same(
    texts.map(({ language, title }) => `${language} ${title}`),
    ['en One', 'de Eins', 'fr Un'],
  );
});

t.test('expired and declined updates are marked', async (t) => {
  const seed = build(
    `updates: [{ title: E, ${REST}, expired: true }, { title: D, ${REST}, declined: true }]`,
  );
  t.equal(seed.titled('E').publicationState, 'Expired');
  t.same(seed.declined, [{ updateId: seed.titled('D').updateId }]);
});

t.test('a licence is a file of the update people see, in the language it is written in', async (t) => {
  const seed = build(
    `updates: [{ title: One, ${REST}, eula: { text: Be kind., language: de }, files: [{ size: 9 }] }]`,
  );
  const [eula] = seed.titled('One').eulaFiles;
  t.match(eula, { language: 'de', fileName: 'eula-de.txt' });
  t.ok(seed.titled('One').eulaId);
  t.match(seed.files.get(`${eula?.sha1}.txt`)?.toString(), /^Be kind\.[\s\S]*inert/);
});

t.test('a driver is one document with a row of metadata for each hardware id', async (t) => {
  const driver = build(`
updates:
  - title: Net
    products: Windows 10 and later drivers
    driver: { hardwareIds: ['PCI\\VEN_1', 'PCI\\VEN_2'], class: Net, provider: Me, version: "1.2.3.4", date: 2026-07-01, featureScores: { amd64.10.0: 255 } }
    files: [{ size: 10 }]
`).titled('Net');
  t.match(driver, { updateType: 'Driver', explicitlyDeployable: true });
  t.same(
    driver.drivers.map(({ hardwareId }) => hardwareId),
    ['PCI\\VEN_1', 'PCI\\VEN_2'],
  );
  t.match(driver.drivers[0], {
    driverVerVersion: '1.2.3.4',
    featureScores: [{ operatingSystem: 'amd64.10.0', featureScore: 255 }],
  });
  t.ok(
    driver.prerequisites.some(({ updateIds }) => updateIds.includes('ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0')),
  );
});

const handlers: readonly (readonly [string, RegExp, RegExp])[] = [
  ['cbs', /CbsPackageInstalled/, /type="cbs:Cbs"/],
  [
    '{ type: command, program: a.txt, arguments: /x, returnCodes: [{ code: 3010, result: succeeded, reboot: true }] }',
    /b\.RegValueExists/,
    /Program="a\.txt".*Code="3010"/,
  ],
  [
    "{ type: msi, productCode: '{00000000-0000-0000-0000-000000000001}' }",
    /m\.MsiProductInstalled/,
    /ProductCode="\{0/,
  ],
  [
    '{ type: osinstaller, product: Client.OS, version: "10.0.1" }',
    /ProductReleaseInstalled Name="Client\.OS" Version="10\.0\.1"/,
    /UpdateAgent\.dll/,
  ],
  [
    '{ type: appx, package: A_1.0.0.0_x64__b }',
    /AppxPackageInstalled[\s\S]*PackageMoniker="A_1/,
    /type="appx:AppxInstaller"/,
  ],
];

for (const [handler, core, extended] of handlers)
  t.test(`the handler ${handler.slice(0, 20)} brings its rules and its data`, async (t) => {
    const seed = build(`updates: [{ title: One, ${REST}, handler: ${handler}, files: [{ size: 10 }] }]`);
    const leaf = seed.parsed.find(({ files }) => files.length > 0);
    t.match(leaf?.fragments.core, core);
    t.match(leaf?.fragments.extended, extended);
  });

t.test('groups come after their parents, computers with the names their groups have', async (t) => {
  const seed = build(`
groups: [{ name: Inner, parent: outer }, Outer]
computers: [{ name: pc, groups: [INNER, all computers], id: AAAAAAAA-0000-0000-0000-000000000001 }]
`);
  t.same(seed.groups, [{ name: 'Outer' }, { name: 'Inner', parent: 'Outer' }]);
  t.same(seed.computers, [
    { name: 'pc', groups: ['Inner', 'All Computers'], id: 'aaaaaaaa-0000-0000-0000-000000000001' },
  ]);
});

t.test('deadlines are dates, moments or spans from now', async (t) => {
  const deadlines = ['2026-12-01', '2026-12-01T08:30:00Z', '+7d', '+12h'].map(
    (deadline) =>
      build(`updates: [{ title: A, ${REST}, approvals: { group: All Computers, deadline: "${deadline}" } }]`)
        .approvals[0]?.deadline,
  );
  t.same(deadlines, [
    '2026-12-01T17:00:00.000Z',
    '2026-12-01T08:30:00.000Z',
    '2026-11-08T00:00:00.000Z',
    '2026-11-01T12:00:00.000Z',
  ]);
});

const one = (rest: string) => `updates: [{ title: One, key: one, ${REST}, ${rest} }]`;
const approve = (approvals: string, rest = 'mandatory: false') => one(`${rest}, approvals: [${approvals}]`);

const refused: readonly (readonly [string, string, RegExp])[] = [
  [
    'an unknown product',
    'updates: [{ title: A, classification: Updates, products: Windows 12 }]',
    /SEED_UNKNOWN_NAME: test\.yaml:1, updates\[0\]: there is no product Windows 12 \| Did you mean Windows 1[01]\?/,
  ],
  [
    'an unknown classification',
    'updates: [{ title: A, classification: Securty Updates, products: Windows 11 }]',
    /no classification Securty Updates \| Did you mean Security Updates\?/,
  ],
  [
    'a classification as product',
    `updates: [{ title: A, classification: Updates, products: ${SECURITY} }]`,
    /no product Security Updates/,
  ],
  [
    'a family as product',
    'updates: [{ title: A, classification: Updates, products: Windows }]',
    /no product Windows/,
  ],
  ['an unknown update superseded', one('supersedes: KB5'), /no update KB5/],
  ['an unknown update bundled', one('bundles: onee'), /no update onee \| Did you mean one\?/],
  [
    'a bundled GUID without revision',
    one('bundles: 11111111-2222-3333-4444-555555555555'),
    /no update 11111111/,
  ],
  [
    'an unknown prerequisite',
    one('prerequisites: x46'),
    /no detectoid, update or product x46 \| Did you mean x\d\d\?/,
  ],
  [
    'an unknown system',
    one('requires: { os: Windows 11 version 24H3 }'),
    /no os .* Did you mean Windows 11, version 2.H2\?/,
  ],
  ['an unknown group', approve('Piolt'), /approvals\[0\]: there is no group Piolt/],
  ['an unknown parent of a group', 'groups: [{ name: A, parent: B }]', /groups\[0\]: there is no group B/],
  [
    'an unknown parent of a category',
    'categories: [{ name: A, type: product, parent: Windos }]',
    /no family or company Windos \| Did you mean Windows\?/,
  ],
  ['no classification', 'updates: [{ title: A, products: Windows 11 }]', /classification is missing/],
  ['no products', 'updates: [{ title: A, classification: Updates }]', /products is missing/],
  [
    'two updates of one key',
    `updates: [{ title: A, key: a, ${REST} }, { title: B, key: a, ${REST} }]`,
    /updates\[1\]: updates\[0\] is also revision 100 of a/,
  ],
  ['an update with the id of a category', one(`updateId: ${WINDOWS_11}, revision: 1`), /are both 72e7624a/],
  [
    'two detectoids of one key',
    'detectoids: [{ key: a, installed: true }, { key: A, installed: true }]',
    /detectoids\[1\]: two detectoids/,
  ],
  [
    'two categories of one name',
    'categories: [{ name: A, type: product }, { name: A, type: product }]',
    /A is also the name of test\.yaml:1, categories\[0\]/,
  ],
  ['a group twice', 'groups: [A, a]', /group a is declared twice/],
  ['a built-in group declared', 'groups: [All Computers]', /All Computers is built in/],
  [
    'a parent of a company',
    'categories: [{ name: A, type: company, parent: Microsoft }]',
    /a company has no parent/,
  ],
  [
    'updates that need each other',
    `updates: [{ title: A, key: a, ${REST}, prerequisites: b }, { title: B, key: b, ${REST}, prerequisites: a }]`,
    /SEED_CYCLE: .*a → b → a/,
  ],
  [
    'bundles in a circle',
    `updates: [{ title: A, key: a, ${REST}, bundles: b }, { title: B, key: b, ${REST}, bundles: a }]`,
    /SEED_CYCLE: .*a → b → a/,
  ],
  ['an update that needs itself', one('prerequisites: one'), /SEED_CYCLE: .*one → one/],
  ['an update that supersedes itself', one('supersedes: one'), /SEED_CYCLE: .*one → one/],
  [
    'supersedence in a circle',
    `updates: [{ title: A, key: a, ${REST}, supersedes: b }, { title: B, key: b, ${REST}, supersedes: a }]`,
    /SEED_CYCLE: .*supersedes lead in a circle: a → b → a/,
  ],
  [
    'detectoids in a circle',
    'detectoids: [{ key: a, installed: true, prerequisites: b }, { key: b, installed: true, prerequisites: a }]',
    /SEED_CYCLE: .*a → b → a/,
  ],
  [
    'groups in a circle',
    'groups: [{ name: A, parent: B }, { name: B, parent: A }]',
    /SEED_CYCLE: .*parents of groups/,
  ],
  [
    'an approval of a declined update',
    approve('All Computers', 'declined: true'),
    /declined update has approvals/,
  ],
  [
    'an approval of a bundle member',
    `updates: [{ title: A, ${REST}, bundles: b }, { title: B, key: b, files: [{ size: 1 }], approvals: All Computers }]`,
    /member of a bundle has approvals/,
  ],
  [
    'an expired update to install',
    approve('All Computers', 'expired: true'),
    /expired update can only be approved for uninstall/,
  ],
  [
    'an uninstall of what stays',
    approve('{ group: All Computers, action: uninstall }'),
    /cannot be uninstalled \| Add uninstallable/,
  ],
  [
    'a block for everybody',
    approve('{ group: All Computers, action: block }'),
    /nothing can be blocked for All Computers/,
  ],
  [
    'a deadline for a scan',
    approve('{ group: All Computers, action: scan, deadline: +1d }'),
    /deadline says nothing for scan/,
  ],
  ['two approvals for one group', approve('All Computers, all computers'), /two approvals for All Computers/],
  ['a day that does not exist', one('released: 2026-02-30'), /no date 2026-02-30/],
  ['a year cabinets cannot hold', one('released: 1970-01-01'), /no date 1970-01-01/],
  [
    'a deadline that does not exist',
    approve('{ group: All Computers, deadline: 2026-13-01 }'),
    /no date 2026-13-01/,
  ],
  ['a handler without files', one('handler: cbs'), /handler says what to do with files/],
  [
    'a handler that lacks a value',
    one('handler: msi, files: [{ size: 1 }]'),
    /handler msi lacks productCode/,
  ],
  [
    'a handler with the value of another',
    one('handler: { type: cbs, program: x }, files: [{ size: 1 }]'),
    /handler cbs has no program/,
  ],
  ['a licence without text', one('eula: {}'), /licence needs text or path/],
  ['two conditions in one', one('installed: { architecture: x64, language: de }'), /exactly one of all, any/],
  ['a condition without a kind', one('installed: { value: x }'), /exactly one of/],
  [
    'a comparison without a value',
    one("installed: { registry: 'HKLM\\A', equals: 1 }"),
    /needs the name of a registry value/,
  ],
  [
    'a stray property of a condition',
    one('installed: { language: de, atLeast: 1 }'),
    /atLeast says nothing beside language/,
  ],
  [
    'an element nobody can declare',
    one("installed: { element: 'zzz:Thing' }"),
    /^SEED_INVALID: test\.yaml:1, updates\[0\]: /,
  ],
];

for (const [name, text, expected] of refused)
  t.test(`${name} is refused with its place and the repair`, async (t) => {
    t.match(
      refusalOf(() => build(text)),
      expected,
    );
  });
