import t from 'tap';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';

const MSUS = 'http://schemas.microsoft.com/msus/2002/12';
const ID = 'AAAAAAAA-2222-3333-4444-555555555555';
const OTHER = 'BBBBBBBB-2222-3333-4444-555555555555';
const THIRD = 'CCCCCCCC-2222-3333-4444-555555555555';

/** A document as a person writes it: pretty-printed, with the default namespace instead of a prefix. */
function handWritten(type: string, attributes: string, rest: string): string {
  return `\uFEFF<?xml version="1.0" encoding="utf-16"?>
<!-- written by hand -->
<Update xmlns="${MSUS}/Update" xmlns:drv="${MSUS}/UpdateHandlers/WindowsDriver">
  <UpdateIdentity UpdateID="${ID}" RevisionNumber="7" />
  <Properties UpdateType="${type}" ${attributes}>
    <KBArticleID> 5000001 </KBArticleID>
    <SecurityBulletinID>MS26-001</SecurityBulletinID>
    <UninstallationBehavior />
  </Properties>
  <LocalizedPropertiesCollection>
    <LocalizedProperties>
      <Language>fr</Language><Title>Titre &lt;1&gt;&#xA9;</Title><Description>a\r\nb</Description>
    </LocalizedProperties>
    <LocalizedProperties><Language>en</Language><Title><![CDATA[A & B]]></Title></LocalizedProperties>
  </LocalizedPropertiesCollection>
  ${rest}
</Update>
`;
}

t.test('a hand-written document is read like any other', async (t) => {
  const xml = handWritten('Software', 'MsrcSeverity="Critical" IsMandatory="1" EulaID="x&amp;y"', '');
  const { fragments, ...document } = parseUpdateDocument(xml);
  t.same(document, {
    updateId: ID.toLowerCase(),
    revisionNumber: 7,
    updateType: 'Software',
    explicitlyDeployable: false,
    publicationState: 'Published',
    defaultLanguage: 'fr',
    eulaId: 'x&y',
    msrcSeverity: 'Critical',
    isMandatory: true,
    requiresReacceptanceOfEula: false,
    canUninstall: true,
    kbArticleIds: ['5000001'],
    securityBulletinIds: ['MS26-001'],
    languages: [],
    prerequisites: [],
    bundles: [],
    supersedes: [],
    files: [],
    eulaFiles: [],
    texts: [
      { language: 'fr', title: 'Titre <1>©', description: 'a\nb' },
      { language: 'en', title: 'A & B' },
    ],
    drivers: [],
    xml,
  });
  t.match(
    fragments.core,
    `<UpdateIdentity UpdateID="${ID}" RevisionNumber="7" />`,
    'the authored case is kept',
  );
});

t.test('relationships are clauses', async (t) => {
  const rest = `<Relationships>
    <Prerequisites>
      <UpdateIdentity UpdateID="${OTHER}" />
      <AtLeastOne IsCategory="true"><UpdateIdentity UpdateID="${OTHER}" /><UpdateIdentity UpdateID="${THIRD}" /></AtLeastOne>
      <AtLeastOne><UpdateIdentity UpdateID="${THIRD}" /></AtLeastOne>
    </Prerequisites>
    <SupersededUpdates><UpdateIdentity UpdateID="${THIRD}" /></SupersededUpdates>
    <BundledUpdates>
      <UpdateIdentity UpdateID="${OTHER}" RevisionNumber="1" />
      <AtLeastOne>
        <UpdateIdentity UpdateID="${OTHER}" RevisionNumber="2" /><UpdateIdentity UpdateID="${THIRD}" RevisionNumber="3" />
      </AtLeastOne>
    </BundledUpdates>
  </Relationships>`;
  const { prerequisites, supersedes, bundles } = parseUpdateDocument(handWritten('Detectoid', '', rest));
  const [other, third] = [OTHER.toLowerCase(), THIRD.toLowerCase()];
  t.same(prerequisites, [
    { isCategory: false, updateIds: [other] },
    { isCategory: true, updateIds: [other, third] },
    { isCategory: false, updateIds: [third] },
  ]);
  t.same(supersedes, [third]);
  t.same(bundles, [
    { revisions: [{ updateId: other, revisionNumber: 1 }] },
    {
      revisions: [
        { updateId: other, revisionNumber: 2 },
        { updateId: third, revisionNumber: 3 },
      ],
    },
  ]);
});

t.test('a category says its role, and a role without rules here is left open', async (t) => {
  const roleOf = (type: string, role: string): unknown =>
    parseUpdateDocument(
      handWritten(
        type,
        '',
        `<HandlerSpecificData><c:CategoryInformation xmlns:c="${MSUS}/UpdateHandlers/Category" CategoryType="${role}"/>` +
          '</HandlerSpecificData>',
      ),
    ).categoryType;
  for (const role of ['Company', 'ProductFamily', 'Product', 'UpdateClassification']) {
    t.equal(roleOf('Category', role), role);
  }
  t.equal(roleOf('Category', 'Application'), undefined);
  t.equal(roleOf('Software', 'Product'), undefined);
});

t.test('an expired update and its files are read', async (t) => {
  const sha256 = Buffer.alloc(32, 7);
  const rest = `<Files>
    <File Digest="${Buffer.alloc(20, 1).toString('base64')}" DigestAlgorithm="SHA1" FileName="a&amp;b.cab" Size="47000000000"
      Modified="2026-01-02T03:04:05Z" PatchingType="Express" IsEncrypted="true">
      <AdditionalDigest Algorithm="SHA512">ignored</AdditionalDigest>
      <AdditionalDigest Algorithm="SHA256">${sha256.toString('base64')}</AdditionalDigest>
    </File>
  </Files>`;
  const document = parseUpdateDocument(handWritten('Software', 'PublicationState="Expired"', rest));
  t.equal(document.publicationState, 'Expired');
  t.same(document.files, [
    {
      sha1: '01'.repeat(20),
      sha256: '07'.repeat(32),
      fileName: 'a&b.cab',
      size: 47_000_000_000,
      modified: '2026-01-02T03:04:05Z',
      patchingType: 'Express',
      isEncrypted: true,
    },
  ]);
});

t.test('a driver gives one row for each metadata element', async (t) => {
  const metadata = (hardwareId: string, children: string): string =>
    `<drv:WindowsDriverMetaData HardwareID="${hardwareId}" DriverVerDate="2026-01-02" DriverVerVersion="1.2.3.4" ` +
    `WhqlDriverID="9" Class="Net" Company="C" Provider="P" Manufacturer="M" Model="O">${children}</drv:WindowsDriverMetaData>`;
  const rest = `<ApplicabilityRules><Metadata>
    ${metadata('pci\\a', '')}
    ${metadata(
      'pci\\b',
      '<drv:FeatureScore OperatingSystem="amd64.10.0" FeatureScore="fF"/>' +
        '<drv:DistributionComputerHardwareId>d</drv:DistributionComputerHardwareId>' +
        '<drv:TargetComputerHardwareId>t</drv:TargetComputerHardwareId>',
    )}
  </Metadata></ApplicabilityRules>`;
  const { drivers } = parseUpdateDocument(handWritten('Driver', '', rest));
  t.equal(drivers.length, 2);
  t.match(drivers[0], { hardwareId: 'pci\\a', whqlDriverId: '9', model: 'O', featureScores: [] });
  t.match(drivers[1], {
    hardwareId: 'pci\\b',
    featureScores: [{ operatingSystem: 'amd64.10.0', featureScore: 255 }],
    distributionComputerHardwareIds: ['d'],
    targetComputerHardwareIds: ['t'],
  });
});

t.test('elements of unknown namespaces are carried, not refused', async (t) => {
  const { fragments } = parseUpdateDocument(
    handWritten(
      'Software',
      '',
      '<x:Thing xmlns:x="urn:x"/><ApplicabilityRules><x:Rule xmlns:x="urn:x" a="1"/></ApplicabilityRules>',
    ),
  );
  t.match(fragments.core, '<ApplicabilityRules><Rule a="1" xmlns="urn:x" /></ApplicabilityRules>');
});
