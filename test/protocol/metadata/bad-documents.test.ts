import t from 'tap';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';

const MSUS = 'http://schemas.microsoft.com/msus/2002/12';
const ID = '11111111-2222-3333-4444-555555555555';
const FILE = 'Digest="AAAAAAAAAAAAAAAAAAAAAAAAAAA=" FileName="x" Size="1"';
const GOOD =
  `<upd:Update xmlns:upd="${MSUS}/Update" xmlns:drv="${MSUS}/UpdateHandlers/WindowsDriver">` +
  `<upd:UpdateIdentity UpdateID="${ID}" RevisionNumber="200" /><upd:Properties UpdateType="Software" />` +
  '<upd:LocalizedPropertiesCollection><upd:LocalizedProperties><upd:Language>en</upd:Language>' +
  '<upd:Title>Mock</upd:Title></upd:LocalizedProperties></upd:LocalizedPropertiesCollection>' +
  `<upd:Relationships><upd:Prerequisites><upd:UpdateIdentity UpdateID="${ID}" /></upd:Prerequisites>` +
  `<upd:BundledUpdates><upd:UpdateIdentity UpdateID="${ID}" RevisionNumber="1" /></upd:BundledUpdates></upd:Relationships>` +
  `<upd:Files><upd:File ${FILE}><upd:AdditionalDigest Algorithm="SHA256">` +
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</upd:AdditionalDigest></upd:File></upd:Files></upd:Update>';
const DRIVER =
  '<upd:ApplicabilityRules><upd:Metadata><drv:WindowsDriverMetaData HardwareID="h" DriverVerDate="d" ' +
  'DriverVerVersion="v" Class="c" Manufacturer="m" Provider="p" Model="o" WhqlDriverID="1">' +
  '<drv:FeatureScore OperatingSystem="s" FeatureScore="FF"/></drv:WindowsDriverMetaData></upd:Metadata>' +
  '</upd:ApplicabilityRules></upd:Update>';

/** [code, what to find in the message, what to replace in the good document, by what]. */
const cases: readonly (readonly [string, RegExp, string, string])[] = [
  ['METADATA_NOT_AN_UPDATE', /urn:other/, `xmlns:upd="${MSUS}/Update"`, 'xmlns:upd="urn:other"'],
  [
    'METADATA_MISSING_ELEMENT',
    /UpdateIdentity/,
    `<upd:UpdateIdentity UpdateID="${ID}" RevisionNumber="200" />`,
    '',
  ],
  ['METADATA_REPEATED_ELEMENT', /Properties/, '<upd:Properties ', '<upd:Properties/><upd:Properties '],
  [
    'METADATA_BAD_UPDATE_ID',
    /"not-a-guid" of Update/,
    `UpdateID="${ID}" RevisionNumber="200"`,
    'UpdateID="not-a-guid" RevisionNumber="200"',
  ],
  [
    'METADATA_BAD_UPDATE_ID',
    /"\{1111.*\}" of Update/,
    `UpdateID="${ID}" RevisionNumber="200"`,
    `UpdateID="{${ID}}" RevisionNumber="200"`,
  ],
  [
    'METADATA_BAD_UPDATE_ID',
    /Prerequisites/,
    `<upd:Prerequisites><upd:UpdateIdentity UpdateID="${ID}"`,
    '<upd:Prerequisites><upd:UpdateIdentity UpdateID="1"',
  ],
  ['METADATA_MISSING_ATTRIBUTE', /UpdateID/, `UpdateID="${ID}" RevisionNumber="200"`, 'RevisionNumber="200"'],
  ['METADATA_BAD_REVISION_NUMBER', /"0" of Update/, 'RevisionNumber="200"', 'RevisionNumber="0"'],
  ['METADATA_BAD_REVISION_NUMBER', /"-1"/, 'RevisionNumber="200"', 'RevisionNumber="-1"'],
  ['METADATA_BAD_REVISION_NUMBER', /"1e3"/, 'RevisionNumber="200"', 'RevisionNumber="1e3"'],
  ['METADATA_BAD_REVISION_NUMBER', /"2147483648"/, 'RevisionNumber="200"', 'RevisionNumber="2147483648"'],
  ['METADATA_MISSING_ATTRIBUTE', /RevisionNumber/, ` RevisionNumber="1"`, ''],
  ['METADATA_BAD_UPDATE_TYPE', /"software"/, 'UpdateType="Software"', 'UpdateType="software"'],
  ['METADATA_MISSING_ATTRIBUTE', /UpdateType/, 'UpdateType="Software"', ''],
  [
    'METADATA_BAD_VALUE',
    /ExplicitlyDeployable "yes"/,
    'UpdateType="Software"',
    'UpdateType="Software" ExplicitlyDeployable="yes"',
  ],
  [
    'METADATA_BAD_VALUE',
    /PublicationState "Gone"/,
    'UpdateType="Software"',
    'UpdateType="Software" PublicationState="Gone"',
  ],
  ['METADATA_BAD_VALUE', /DigestAlgorithm "MD5"/, FILE, `DigestAlgorithm="MD5" ${FILE}`],
  ['METADATA_BAD_DIGEST', /SHA1 digest "AAAA"/, 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=" FileName', 'AAAA" FileName'],
  [
    'METADATA_BAD_DIGEST',
    /SHA1 digest/,
    'AAAAAAAAAAAAAAAAAAAAAAAAAAA=" FileName',
    'AAAAAAAAAAAAAAAAAAAAAAAAAA!=" FileName',
  ],
  ['METADATA_BAD_DIGEST', /SHA256 digest "AAAA"/, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=<', 'AAAA<'],
  ['METADATA_BAD_SIZE', /"many"/, 'Size="1"', 'Size="many"'],
  ['METADATA_BAD_SIZE', /"-1"/, 'Size="1"', 'Size="-1"'],
  ['METADATA_BAD_SIZE', /99999999999999999999/, 'Size="1"', 'Size="99999999999999999999"'],
  ['METADATA_MISSING_ATTRIBUTE', /FileName/, 'FileName="x"', 'FileName=""'],
  [
    'METADATA_MISSING_ELEMENT',
    /LocalizedPropertiesCollection has no LocalizedProperties/,
    'upd:LocalizedProperties>',
    'upd:Other>',
  ],
  ['METADATA_MISSING_ELEMENT', /no Language/, '<upd:Language>en</upd:Language>', ''],
  [
    'METADATA_MISSING_ELEMENT',
    /no Language/,
    '<upd:Language>en</upd:Language>',
    '<upd:Language> </upd:Language>',
  ],
  ['METADATA_MISSING_ELEMENT', /no Title/, '<upd:Title>Mock</upd:Title>', ''],
  [
    'METADATA_REPEATED_LANGUAGE',
    /"EN"/,
    '</upd:LocalizedPropertiesCollection>',
    '<upd:LocalizedProperties><upd:Language>EN</upd:Language><upd:Title/></upd:LocalizedProperties></upd:LocalizedPropertiesCollection>',
  ],
  ['METADATA_EMPTY_CLAUSE', /Prerequisites/, '<upd:Prerequisites>', '<upd:Prerequisites><upd:AtLeastOne/>'],
  [
    'METADATA_EMPTY_CLAUSE',
    /BundledUpdates/,
    '<upd:BundledUpdates>',
    '<upd:BundledUpdates><upd:AtLeastOne/>',
  ],
  ['METADATA_NO_DRIVER', /no device/, 'UpdateType="Software"', 'UpdateType="Driver"'],
  [
    'METADATA_MISSING_ATTRIBUTE',
    /WindowsDriverMetaData has no attribute HardwareID/,
    '</upd:Update>',
    DRIVER.replace('HardwareID="h"', ''),
  ],
  ['METADATA_BAD_VALUE', /FeatureScore "zz"/, '</upd:Update>', DRIVER.replace('"FF"', '"zz"')],
];

t.test('the document the cases are made from is good', async (t) => {
  t.doesNotThrow(() => parseUpdateDocument(GOOD));
  t.doesNotThrow(() => parseUpdateDocument(GOOD.replace('</upd:Update>', DRIVER)));
});

for (const [code, message, from, to] of cases) {
  t.test(`${code} names what is wrong: ${message.source}`, async (t) => {
    t.ok(GOOD.includes(from), 'the case changes something');
    t.throws(() => parseUpdateDocument(GOOD.replaceAll(from, to)), { code, message, repair: /.{10}/ });
  });
}

t.test('a document without namespace is told so', async (t) => {
  t.throws(() => parseUpdateDocument('<Update/>'), {
    code: 'METADATA_NOT_AN_UPDATE',
    message: /Update of no namespace/,
  });
});

t.test('a long value is cut in the message', async (t) => {
  const long = GOOD.replace('UpdateType="Software"', `UpdateType="${'x'.repeat(100_000)}"`);
  t.throws(() => parseUpdateDocument(long), { code: 'METADATA_BAD_UPDATE_TYPE', message: /^.{1,200}$/ });
});
