import t from 'tap';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';

const MSUS = 'http://schemas.microsoft.com/msus/2002/12';
const UPD = `xmlns:upd="${MSUS}/Update"`;
const ID = '11111111-2222-3333-4444-555555555555';
const TEXTS =
  '<upd:LocalizedPropertiesCollection><upd:LocalizedProperties><upd:Language>en</upd:Language>' +
  '<upd:Title>Mock</upd:Title></upd:LocalizedProperties></upd:LocalizedPropertiesCollection>';

interface Parts {
  readonly root?: string;
  readonly properties?: string;
  readonly texts?: string;
  readonly rest?: string;
}

function fragmentsOf({ root = '', properties = '', texts = TEXTS, rest = '' }: Parts) {
  const xml =
    `<upd:Update ${UPD} ${root}><upd:UpdateIdentity UpdateID="${ID}" RevisionNumber="200" />` +
    `<upd:Properties UpdateType="Software" ${properties}</upd:Properties>${texts}${rest}</upd:Update>`;
  return parseUpdateDocument(xml).fragments;
}

function coreOf(rules: string, root = ''): string {
  const rest = `<upd:ApplicabilityRules>${rules}</upd:ApplicabilityRules>`;
  const { core } = fragmentsOf({ properties: '>', rest, root });
  return core.slice(core.indexOf('<ApplicabilityRules'));
}

t.test('Core keeps five properties, in a fixed order, and none of the children', async (t) => {
  const properties =
    'EulaID="e" OSUpgrade="swap" AutoSelectOnWebSites="true" ExplicitlyDeployable="true" IsPublic="false" ' +
    'LegacyName="x" CreationDate="2026-01-01T00:00:00.000Z"><upd:InstallationBehavior Impact="Minor" />';
  t.equal(
    fragmentsOf({ properties }).core,
    `<UpdateIdentity UpdateID="${ID}" RevisionNumber="200" /><Properties UpdateType="Software" ` +
      'ExplicitlyDeployable="true" AutoSelectOnWebSites="true" OSUpgrade="swap" EulaID="e" />',
  );
});

t.test('Extended keeps the other properties as written, with their children', async (t) => {
  const properties =
    'MsrcSeverity="Critical" EulaID="e" OSUpgrade="swap" PublisherID="p" IsPublic="false" DetectoidType="d" ' +
    'LegacyName="l" CreationDate="c" DefaultPropertiesLanguage="en"><upd:KBArticleID>1</upd:KBArticleID>';
  t.equal(
    fragmentsOf({ properties }).extended,
    '<ExtendedProperties MsrcSeverity="Critical" DefaultPropertiesLanguage="en"><KBArticleID>1</KBArticleID>' +
      '</ExtendedProperties>',
  );
});

t.test('a property that says what its absence says is left out', async (t) => {
  const off = fragmentsOf({
    properties: 'ExplicitlyDeployable="false" AutoSelectOnWebSites="0" PerUser="false" IsPublic="true">',
  });
  t.match(off.core, /<Properties UpdateType="Software" \/>$/);
  t.equal(off.extended, '<ExtendedProperties />');
  const on = fragmentsOf({ properties: 'PerUser="true">' });
  t.equal(on.extended, '<ExtendedProperties PerUser="true" />');
});

t.test('rules keep a letter for three namespaces, whatever their prefix is', async (t) => {
  const rules =
    `<upd:IsInstalled><x:And xmlns:x="${MSUS}/LogicalApplicabilityRules">` +
    `<y:Platform PlatformID="Windows" xmlns:y="${MSUS}/BaseApplicabilityRules"/>` +
    `<z:MsiPatchInstalled xmlns:z="${MSUS}/MsiApplicabilityRules"/>` +
    `<w:WindowsDriverInstalled xmlns:w="${MSUS}/UpdateHandlers/WindowsDriver"/>` +
    `<CbsPackageInstalled xmlns="${MSUS}/CbsApplicabilityRules"/></x:And></upd:IsInstalled>`;
  t.equal(
    coreOf(rules),
    '<ApplicabilityRules><IsInstalled><And><b.Platform PlatformID="Windows" /><m.MsiPatchInstalled />' +
      '<d.WindowsDriverInstalled /><CbsPackageInstalled /></And></IsInstalled></ApplicabilityRules>',
  );
});

t.test('a patch description keeps its namespace where it was written', async (t) => {
  const patch = 'http://www.microsoft.com/msi/patch_applicability.xsd';
  const inside = '<TargetProduct MinMsiVersion="200"><UpgradeCode>{A}</UpgradeCode></TargetProduct>';
  const metadata = (patchXml: string): string =>
    `<upd:Metadata><mar:MsiPatchMetadata xmlns:mar="${MSUS}/MsiApplicabilityRules">${patchXml}` +
    '</mar:MsiPatchMetadata></upd:Metadata>';
  const expected =
    `<ApplicabilityRules><Metadata><m.MsiPatchMetadata><MsiPatch PatchGUID="{B}" xmlns="${patch}">${inside}` +
    '</MsiPatch></m.MsiPatchMetadata></Metadata></ApplicabilityRules>';
  t.equal(coreOf(metadata(`<MsiPatch PatchGUID="{B}" xmlns="${patch}">${inside}</MsiPatch>`)), expected);
  const prefixed = inside.replace(/<(\/?)/g, '<$1mspblob:');
  t.equal(
    coreOf(
      metadata(`<mspblob:MsiPatch PatchGUID="{B}" xmlns:mspblob="${patch}">${prefixed}</mspblob:MsiPatch>`),
    ),
    expected,
    'also when the document gave it a prefix',
  );
});

t.test('a servicing manifest survives in Core', async (t) => {
  const manifest =
    '<assembly xmlns="urn:schemas-microsoft-com:asm.v3" manifestVersion="1.0"><assemblyIdentity name="P" />' +
    '<package identifier="KB1" xml:lang="en">a &amp; b &#x41; mixed <b>text</b> end</package></assembly>';
  const rules =
    `<upd:Metadata><c:CbsPackageApplicabilityMetadata xmlns:c="${MSUS}/CbsApplicabilityRules">${manifest}` +
    '</c:CbsPackageApplicabilityMetadata></upd:Metadata>';
  t.equal(
    coreOf(rules),
    '<ApplicabilityRules><Metadata><CbsPackageApplicabilityMetadata>' +
      `${manifest}</CbsPackageApplicabilityMetadata></Metadata></ApplicabilityRules>`,
  );
});

t.test('a foreign namespace declared above is declared again where it begins', async (t) => {
  const rules = '<upd:Metadata><f:a><f:b/><upd:c><f:d/></upd:c></f:a></upd:Metadata>';
  t.equal(
    coreOf(rules, 'xmlns:f="urn:f"'),
    '<ApplicabilityRules><Metadata><a xmlns="urn:f"><b /><c><d /></c></a></Metadata></ApplicabilityRules>',
  );
});

t.test('an element without namespace inside a foreign one stays without', async (t) => {
  const inside = '<a xmlns="urn:f"><b xmlns=""><c /></b></a>';
  t.match(coreOf(`<upd:Metadata>${inside}</upd:Metadata>`), inside);
});

t.test('two attributes that become one without their prefixes are refused', async (t) => {
  t.throws(() => coreOf('<upd:Metadata xmlns:f="urn:f" f:a="1" a="2"/>'), {
    code: 'METADATA_ATTRIBUTE_CLASH',
  });
});

t.test('content reaches the fragment byte for byte', async (t) => {
  const rules =
    `<upd:IsInstalled><bar:RegSz xmlns:bar="${MSUS}/BaseApplicabilityRules" Data="a &amp; &lt;b&gt; &#65;\t\u00e9" ` +
    `Value='say "hi"' /><!-- why: a < b --></upd:IsInstalled>`;
  t.equal(
    coreOf(rules),
    '<ApplicabilityRules><IsInstalled><b.RegSz Data="a &amp; &lt;b&gt; &#65;\t\u00e9" ' +
      'Value="say &quot;hi&quot;" /><!-- why: a < b --></IsInstalled></ApplicabilityRules>',
  );
});

t.test('CDATA becomes text, and white space between elements is left out', async (t) => {
  const rules = '<upd:Metadata>\r\n  <upd:A> <![CDATA[<x> & y]]> </upd:A>\n\t<upd:B> </upd:B></upd:Metadata>';
  t.match(coreOf(rules), '<Metadata><A>&lt;x&gt; &amp; y</A><B> </B></Metadata>');
});

t.test('the handler data keeps its type, prefix and all', async (t) => {
  const rest =
    `<upd:Files><upd:File Digest="AAAAAAAAAAAAAAAAAAAAAAAAAAA=" FileName="x" Size="1"></upd:File></upd:Files>` +
    '<upd:HandlerSpecificData xsi:type="cmd:CommandLineInstallation" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<cmd:InstallCommand Program="x" xmlns:cmd="${MSUS}/UpdateHandlers/CommandLineInstallation"/>` +
    '</upd:HandlerSpecificData>';
  t.equal(
    fragmentsOf({ properties: '>', rest }).extended,
    '<ExtendedProperties /><Files><File Digest="AAAAAAAAAAAAAAAAAAAAAAAAAAA=" FileName="x" Size="1" /></Files>' +
      '<HandlerSpecificData type="cmd:CommandLineInstallation"><InstallCommand Program="x" /></HandlerSpecificData>',
  );
});

t.test('there is one text fragment for each language and one licence fragment for each file', async (t) => {
  const file = 'Digest="AAAAAAAAAAAAAAAAAAAAAAAAAAA=" DigestAlgorithm="SHA1" FileName="e.txt" Size="1"';
  const localized = (language: string, title: string): string =>
    `<upd:LocalizedProperties><upd:Language>${language}</upd:Language><upd:Title>${title}</upd:Title>` +
    '</upd:LocalizedProperties>';
  const { localizedProperties, eula } = fragmentsOf({
    properties: '>',
    texts:
      `<upd:LocalizedPropertiesCollection>${localized('en', 'A &amp; B')}${localized('de', 'Ü')}` +
      `<upd:EulaFile ${file} Language="en" GeoId="" /><upd:EulaFile ${file} Language="en" GeoId="USA" />` +
      '</upd:LocalizedPropertiesCollection>',
  });
  t.same(localizedProperties, [
    {
      locale: 'en',
      xml: '<LocalizedProperties><Language>en</Language><Title>A &amp; B</Title></LocalizedProperties>',
    },
    {
      locale: 'de',
      xml: '<LocalizedProperties><Language>de</Language><Title>Ü</Title></LocalizedProperties>',
    },
  ]);
  t.same(eula, [
    { locale: 'en', xml: `<EulaFile ${file} Language="en" GeoId="" />` },
    { locale: 'en', geoId: 'USA', xml: `<EulaFile ${file} Language="en" GeoId="USA" />` },
  ]);
});
