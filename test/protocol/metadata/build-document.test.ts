import t from 'tap';
import { buildUpdateDocument } from '../../../protocol/metadata/build-document.ts';
import type { DocumentSpec, RuleNode } from '../../../protocol/metadata/build-document-spec.ts';
import { driverRules } from '../../../protocol/metadata/build-rules.ts';
import type { HandlerSpec } from '../../../protocol/metadata/handler-spec.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { hasTool, run } from '../../helpers/tools.ts';

const MSUS = 'http://schemas.microsoft.com/msus/2002/12';
const ID = '11111111-2222-3333-4444-555555555555';
const MINIMAL: DocumentSpec = {
  identity: { updateId: ID, revisionNumber: 100 },
  updateType: 'Software',
  properties: { defaultLanguage: 'en' },
  texts: [{ language: 'en', title: 'Mock' }],
};

function ruled(isInstalled: RuleNode): string {
  return buildUpdateDocument({ ...MINIMAL, rules: { isInstalled } });
}

function extendedOf(handler: HandlerSpec): string {
  const { extended } = parseUpdateDocument(buildUpdateDocument({ ...MINIMAL, handler })).fragments;
  return extended.slice(extended.indexOf('<HandlerSpecificData'));
}

t.test('a category is written as real ones are', async (t) => {
  const xml = buildUpdateDocument({
    identity: { updateId: ID, revisionNumber: 101 },
    updateType: 'Category',
    properties: { defaultLanguage: 'en', isPublic: true, creationDate: '2026-01-01T00:00:00.000Z' },
    texts: [{ language: 'en', title: 'A & B', description: 'C' }],
    prerequisites: [{ isCategory: true, updateIds: [ID] }],
    rules: { isInstalled: { name: 'lar:True' } },
    handler: {
      kind: 'Category',
      categoryType: 'Product',
      prohibitsSubcategories: true,
      excludedByDefault: false,
    },
  });
  t.equal(
    xml,
    `<upd:Update xmlns:pub="${MSUS}/Publishing" xmlns:lar="${MSUS}/LogicalApplicabilityRules" ` +
      `xmlns:cat="${MSUS}/UpdateHandlers/Category" xmlns:upd="${MSUS}/Update">` +
      `<upd:UpdateIdentity UpdateID="${ID}" RevisionNumber="101" />` +
      '<upd:Properties UpdateType="Category" DefaultPropertiesLanguage="en" IsPublic="true" ' +
      `Handler="${MSUS}/UpdateHandlers/Category" PublicationState="Published" CreationDate="2026-01-01T00:00:00.000Z" />` +
      '<upd:LocalizedPropertiesCollection><upd:LocalizedProperties><upd:Language>en</upd:Language>' +
      '<upd:Title>A &amp; B</upd:Title><upd:Description>C</upd:Description></upd:LocalizedProperties>' +
      '</upd:LocalizedPropertiesCollection><upd:Relationships><upd:Prerequisites><upd:AtLeastOne IsCategory="true">' +
      `<upd:UpdateIdentity UpdateID="${ID}" /></upd:AtLeastOne></upd:Prerequisites></upd:Relationships>` +
      '<upd:ApplicabilityRules><upd:IsInstalled><lar:True /></upd:IsInstalled></upd:ApplicabilityRules>' +
      '<upd:HandlerSpecificData xsi:type="cat:Category" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      '<cat:CategoryInformation CategoryType="Product" ProhibitsSubcategories="true" ExcludedByDefault="false" />' +
      '</upd:HandlerSpecificData></upd:Update>',
  );
});

t.test('each handler gives the data clients know it by', async (t) => {
  const codes = [
    { code: 0, result: 'Succeeded' as const },
    { code: 3010, result: 'Succeeded' as const, reboot: true },
  ];
  t.equal(
    extendedOf({ kind: 'CommandLineInstallation', program: 'a.exe', arguments: '/q', returnCodes: codes }),
    '<HandlerSpecificData type="cmd:CommandLineInstallation"><InstallCommand Program="a.exe" Arguments="/q">' +
      '<ReturnCode Code="0" Result="Succeeded" /><ReturnCode Code="3010" Result="Succeeded" Reboot="true" />' +
      '</InstallCommand></HandlerSpecificData>',
  );
  t.equal(
    extendedOf({ kind: 'Cbs' }),
    '<HandlerSpecificData type="cbs:Cbs"><CbsData PackageIdentity="" /></HandlerSpecificData>',
  );
  t.equal(
    extendedOf({ kind: 'OSInstaller' }),
    '<HandlerSpecificData type="OSInstallerMetadata"><OSInstallData InitialModule="UpdateAgent.dll" /></HandlerSpecificData>',
  );
  t.equal(
    extendedOf({ kind: 'WindowsInstallerApp', msiFile: 'a.msi', productCode: '{A}' }),
    '<HandlerSpecificData type="msp:WindowsInstallerApp"><MsiData MsiFile="a.msi" ProductCode="{A}" /></HandlerSpecificData>',
  );
  t.equal(
    extendedOf({ kind: 'WindowsInstaller', patchCode: '{B}' }),
    '<HandlerSpecificData type="msp:WindowsInstaller"><MspData PatchCode="{B}" /></HandlerSpecificData>',
  );
  t.equal(
    extendedOf({ kind: 'AppxPackage', packageFileName: 'a.appx', mainPackage: true }),
    '<HandlerSpecificData type="appx:AppxInstaller"><AppxPackageInstallData PackageFileName="a.appx" MainPackage="true" />' +
      '</HandlerSpecificData>',
  );
});

t.test('a driver carries its hardware in Core and names its handler only', async (t) => {
  const xml = buildUpdateDocument({
    ...MINIMAL,
    updateType: 'Driver',
    handler: { kind: 'WindowsDriver' },
    rules: driverRules,
    drivers: [
      {
        hardwareId: 'pci\\ven_1234&dev_5678',
        driverVerDate: '2026-01-02',
        driverVerVersion: '1.2.3.4',
        class: 'Net',
        manufacturer: 'M',
        provider: 'P',
        model: 'O',
        whqlDriverId: '9',
        featureScores: [{ operatingSystem: 'amd64.10.0', featureScore: 255 }],
        distributionComputerHardwareIds: [],
        targetComputerHardwareIds: [],
      },
    ],
  });
  const { core, extended } = parseUpdateDocument(xml).fragments;
  t.match(
    core,
    '<ApplicabilityRules><IsInstalled><d.WindowsDriverInstalled /></IsInstalled><IsSuperseded><d.WindowsDriverSuperseded />' +
      '</IsSuperseded><IsInstallable><d.WindowsDriverInstallable /></IsInstallable><Metadata><d.WindowsDriverMetaData ' +
      'HardwareID="pci\\ven_1234&amp;dev_5678" DriverVerDate="2026-01-02" DriverVerVersion="1.2.3.4" WhqlDriverID="9" ' +
      'Class="Net" Company="P" Provider="P" Manufacturer="M" Model="O"><d.FeatureScore OperatingSystem="amd64.10.0" ' +
      'FeatureScore="FF" /></d.WindowsDriverMetaData></Metadata></ApplicabilityRules>',
  );
  t.equal(
    extended,
    `<ExtendedProperties DefaultPropertiesLanguage="en" Handler="${MSUS}/UpdateHandlers/WindowsDriver" />`,
  );
});

t.test('a rule may bring a vocabulary of its own', async (t) => {
  const xml = ruled({
    name: 'cbsar:CbsPackageApplicabilityMetadata',
    children: [
      {
        name: 'assembly',
        attributes: { xmlns: 'urn:schemas-microsoft-com:asm.v3', 'xmlns:m': 'urn:m' },
        children: [
          { name: 'm:x', attributes: { 'm:y': 1, 'xml:lang': 'en' } },
          { name: 'plain', text: 'a < b' },
        ],
      },
    ],
  });
  t.match(
    parseUpdateDocument(xml).fragments.core,
    '<assembly xmlns="urn:schemas-microsoft-com:asm.v3"><x y="1" xml:lang="en" xmlns="urn:m" />' +
      '<plain>a &lt; b</plain></assembly>',
  );
});

t.test('what cannot be written is named', async (t) => {
  t.throws(() => ruled({ name: 'foo:Bar' }), { code: 'METADATA_SPEC_PREFIX', message: /"foo"/ });
  t.throws(() => ruled({ name: 'True' }), { code: 'METADATA_SPEC_PREFIX' });
  t.throws(() => ruled({ name: 'lar:True', attributes: { 'foo:a': 1 } }), { code: 'METADATA_SPEC_PREFIX' });
  t.throws(() => ruled({ name: 'lar:True><x' }), { code: 'METADATA_SPEC_NAME' });
  t.throws(() => ruled({ name: 'lar:True', attributes: { 'a b': 1 } }), { code: 'METADATA_SPEC_NAME' });
  t.throws(() => ruled({ name: 'lar:True', attributes: { 'xmlns:': 'u' } }), { code: 'METADATA_SPEC_NAME' });
  t.throws(() => ruled({ name: 'lar:True', text: 'a\0' }), {
    code: 'METADATA_SPEC_CHARACTER',
    message: /lar:True has the character U\+0000/,
  });
  const file = { sha1: 'AB', fileName: 'x.cab', size: 1 };
  t.throws(() => buildUpdateDocument({ ...MINIMAL, files: [file] }), {
    code: 'METADATA_BAD_DIGEST',
    message: /"AB" of x\.cab is not 20 bytes in hex/,
  });
});

t.test('rules nested without end are refused', async (t) => {
  let rule: RuleNode = { name: 'lar:True' };
  for (let depth = 0; depth < 100_000; depth++) rule = { name: 'lar:Not', children: [rule] };
  t.throws(() => ruled(rule), { code: 'METADATA_LIMIT' });
});

t.test('an outside reader accepts what is written', async (t) => {
  if (!hasTool(t, 'xmllint')) return;
  const texts = [{ language: 'en', title: '<&>"\'\r\n\t', supportUrl: 'http://example.test/?a=1&b=2' }];
  const { status, stderr } = run(
    'xmllint',
    ['--noout', '-'],
    Buffer.from(buildUpdateDocument({ ...MINIMAL, texts })),
  );
  t.equal(status, 0, stderr.toString());
});
