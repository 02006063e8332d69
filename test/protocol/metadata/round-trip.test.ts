import assert from 'node:assert/strict';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { buildUpdateDocument } from '../../../protocol/metadata/build-document.ts';
import type {
  DocumentSpec,
  DriverSpec,
  FileSpec,
  RuleNode,
} from '../../../protocol/metadata/build-document-spec.ts';
import type { HandlerSpec } from '../../../protocol/metadata/handler-spec.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import type { UpdateDocument } from '../../../protocol/metadata/update-document.ts';

const piece = fc.constantFrom(
  '&',
  '<',
  '>',
  '"',
  "'",
  '\r',
  '\n',
  '\t',
  ' ',
  ']]>',
  '&amp;',
  '<!--',
  'é',
  '😀',
  'x',
  '1',
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const named = text.map((given) => `n${given}`);
const guid = fc.uuid();
const hex = (bytes: number): fc.Arbitrary<string> =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((given) => Buffer.from(given).toString('hex').toUpperCase());
const revision = fc.record({ updateId: guid, revisionNumber: fc.integer({ min: 1, max: 0x7fffffff }) });
const digits = fc.nat().map(String);

/** The record with only some of its optional keys, as a specification written by a person has. */
function partly<T>(required: { [K in keyof T]: fc.Arbitrary<T[K]> }, optional: object): fc.Arbitrary<T> {
  return fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) as never }) as never;
}

const file: fc.Arbitrary<FileSpec> = partly(
  { sha1: hex(20), fileName: named, size: fc.maxSafeNat() },
  {
    sha256: hex(32),
    modified: named,
    patchingType: named,
    isEncrypted: fc.boolean(),
    patchingTypePreferred: named,
  },
);
const driver: fc.Arbitrary<DriverSpec> = partly(
  {
    hardwareId: named,
    driverVerDate: named,
    driverVerVersion: named,
    class: named,
    manufacturer: named,
    provider: named,
    model: named,
    whqlDriverId: digits,
    featureScores: fc.array(fc.record({ operatingSystem: named, featureScore: fc.nat({ max: 0xffff }) }), {
      maxLength: 3,
    }),
    distributionComputerHardwareIds: fc.array(guid, { maxLength: 3 }),
    targetComputerHardwareIds: fc.array(guid, { maxLength: 3 }),
  },
  { company: named, compatibleProviders: fc.array(named, { maxLength: 2 }) },
);
const rule: fc.Arbitrary<RuleNode> = fc.letrec<{ node: RuleNode }>((tie) => ({
  node: fc.record(
    {
      name: fc.constantFrom(
        'bar:RegDword',
        'lar:And',
        'msiar:MsiProductInstalled',
        'cbsar:X',
        'drv:Y',
        'upd:Z',
      ),
      attributes: fc.dictionary(
        fc.constantFrom('Key', 'Subkey', 'Value'),
        fc.oneof(text, fc.boolean(), fc.integer()),
      ),
      children: fc.array(tie('node'), { maxLength: 3, depthIdentifier: 'rule' }),
      text,
    },
    { requiredKeys: ['name'] },
  ) as fc.Arbitrary<RuleNode>,
})).node;
const handler: fc.Arbitrary<HandlerSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('Category' as const),
    categoryType: fc.constantFrom('Company', 'ProductFamily', 'Product', 'UpdateClassification'),
    displayOrder: fc.integer(),
  }),
  fc.record({
    kind: fc.constant('CommandLineInstallation' as const),
    program: text,
    arguments: text,
    returnCodes: fc.array(fc.record({ code: fc.integer(), result: fc.constant('Succeeded' as const) })),
  }),
  fc.record({ kind: fc.constant('Cbs' as const), packageIdentity: text }),
  fc.record({ kind: fc.constant('WindowsInstallerApp' as const), msiFile: text, productCode: text }),
  fc.record({ kind: fc.constant('WindowsInstaller' as const), patchCode: text }),
  fc.record({ kind: fc.constant('OSInstaller' as const) }),
  fc.record({ kind: fc.constant('AppxPackage' as const), packageFileName: text, mainPackage: fc.boolean() }),
  fc.record({ kind: fc.constant('WindowsDriver' as const) }),
);
const clause = fc.record({
  isCategory: fc.boolean(),
  updateIds: fc.array(guid, { minLength: 1, maxLength: 3 }),
});
const localized = fc.uniqueArray(
  partly<DocumentSpec['texts'][number]>(
    { language: fc.constantFrom('en', 'de', 'pt-br', 'zh-cn'), title: text },
    {
      description: text,
      uninstallNotes: text,
      moreInfoUrls: fc.array(text, { maxLength: 2 }),
      supportUrl: text,
    },
  ),
  { minLength: 1, selector: ({ language }) => language },
);
const properties = partly<DocumentSpec['properties']>(
  { defaultLanguage: fc.constant('en') },
  {
    explicitlyDeployable: fc.boolean(),
    autoSelectOnWebSites: fc.boolean(),
    eulaId: named,
    isMandatory: fc.boolean(),
    isPublic: fc.boolean(),
    msrcSeverity: named,
    maxDownloadSize: fc.maxSafeNat(),
    publicationState: fc.constantFrom('Published', 'Expired'),
    creationDate: named,
    installationBehavior: fc.constant({ rebootBehavior: 'CanRequestReboot', canRequestUserInput: false }),
    uninstallationBehavior: fc.constant({}),
    kbArticleIds: fc.array(digits, { maxLength: 3 }),
    securityBulletinIds: fc.array(digits, { maxLength: 3 }),
    supportUrl: text,
  },
);
const spec: fc.Arbitrary<DocumentSpec> = partly<DocumentSpec>(
  {
    identity: revision,
    updateType: fc.constantFrom('Category', 'Detectoid', 'Software'),
    properties,
    texts: localized,
  },
  {
    prerequisites: fc.array(clause, { maxLength: 4 }),
    supersedes: fc.array(guid, { maxLength: 3 }),
    bundles: fc.array(fc.record({ revisions: fc.array(revision, { minLength: 1, maxLength: 3 }) }), {
      maxLength: 3,
    }),
    rules: fc.record({
      isInstalled: rule,
      isInstallable: rule,
      isSuperseded: rule,
      metadata: fc.array(rule),
    }),
    files: fc.array(file, { maxLength: 3 }),
    eulaFiles: fc.array(
      fc
        .tuple(file, fc.constantFrom('en', 'de'), fc.option(fc.constant('USA'), { nil: undefined }))
        .map(([given, language, geoId]) => ({ ...given, language, ...(geoId && { geoId }) })),
      { maxLength: 2 },
    ),
    drivers: fc.array(driver, { maxLength: 2 }),
    handler,
  },
);

/** What a file must come back as. */
function read<File extends FileSpec>({ patchingTypePreferred: _, isEncrypted = false, ...rest }: File) {
  return { ...rest, isEncrypted };
}

/** What `given` must come back as; line ends and tabs of values written in attributes survive as references. */
function expected(given: DocumentSpec): Omit<UpdateDocument, 'fragments' | 'xml'> {
  const { properties, handler } = given;
  const { eulaId, msrcSeverity, creationDate } = properties;
  const category = given.updateType === 'Category' && handler?.kind === 'Category' ? handler : undefined;
  return {
    ...given.identity,
    updateType: given.updateType,
    explicitlyDeployable: properties.explicitlyDeployable ?? false,
    publicationState: properties.publicationState ?? 'Published',
    defaultLanguage: properties.defaultLanguage,
    ...(creationDate && { creationDate }),
    ...(category && { categoryType: category.categoryType }),
    ...(eulaId && { eulaId }),
    ...(msrcSeverity && { msrcSeverity }),
    requiresReacceptanceOfEula: properties.requiresReacceptanceOfEula ?? false,
    isMandatory: properties.isMandatory ?? false,
    canUninstall: properties.uninstallationBehavior !== undefined,
    kbArticleIds: properties.kbArticleIds ?? [],
    securityBulletinIds: properties.securityBulletinIds ?? [],
    languages: [],
    prerequisites: given.prerequisites ?? [],
    bundles: given.bundles ?? [],
    supersedes: given.supersedes ?? [],
    files: (given.files ?? []).map(read),
    eulaFiles: (given.eulaFiles ?? []).map(read),
    texts: given.texts.map(({ language, title, description }) => ({
      language,
      title,
      ...(description !== undefined && { description }),
    })),
    drivers: (given.drivers ?? []).map(({ company: _, compatibleProviders: __, ...rest }) => rest),
  };
}

t.test('a document built from any specification says what the specification says', async (t) => {
  fc.assert(
    fc.property(spec, (given) => {
      const xml = buildUpdateDocument(given);
      const { fragments, xml: kept, ...document } = parseUpdateDocument(xml);
      assert.deepStrictEqual(document, structuredClone(expected(given)));
      return kept === xml && XMLValidator.validate(xml) === true;
    }),
    { numRuns: 300 },
  );
  t.pass();
});

t.test('the fragments of any document are well-formed inside a root', async (t) => {
  fc.assert(
    fc.property(spec, (given) => {
      const { core, extended, localizedProperties, eula } = parseUpdateDocument(
        buildUpdateDocument(given),
      ).fragments;
      const all = [core, extended, ...[...localizedProperties, ...eula].map(({ xml }) => xml)];
      return all.every(
        (fragment) =>
          !/xmlns|upd:|bar:/.test(fragment) && XMLValidator.validate(`<r>${fragment}</r>`) === true,
      );
    }),
    { numRuns: 200 },
  );
  t.pass();
});
