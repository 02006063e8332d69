import { fail } from '../../platform/errors/index.ts';
import type {
  DriverSpec,
  PropertiesSpec,
  RuleNode,
  RulesSpec,
} from '../../protocol/metadata/build-document-spec.ts';
import type { HandlerSpec } from '../../protocol/metadata/handler-spec.ts';
import { listOf, type SeedDriver, type SeedHandler, type SeedHandlerType, type SeedUpdate } from './seed.ts';
import { kbNumbers } from './seed-update-names.ts';

/** Where updates without a better sign of being installed are noted in the registry. */
const MARKER_KEY = 'SOFTWARE\\MockWindowsUpdate\\Installed';

/** What installs a leaf and the rules it is judged by. */
export interface LeafParts {
  readonly handler?: HandlerSpec;
  readonly rules: RulesSpec;
  /** Properties of the document that belong to the handler. */
  readonly release?: Pick<PropertiesSpec, 'productName' | 'releaseVersion'>;
}

/** What a handler may know about the leaf it belongs to. */
export interface LeafFacts {
  readonly update: SeedUpdate;
  readonly key: string;
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly firstFile: string;
  readonly where: string;
}

const PROPERTIES: Readonly<Record<SeedHandlerType, readonly (keyof SeedHandler)[]>> = {
  cbs: ['package'],
  command: ['program', 'arguments', 'rebootByDefault', 'defaultResult', 'returnCodes'],
  msi: ['productCode', 'msiFile', 'commandLine'],
  osinstaller: ['product', 'version'],
  appx: ['package'],
};

const writers: Readonly<Record<SeedHandlerType, (handler: SeedHandler, leaf: LeafFacts) => LeafParts>> = {
  cbs: cbsParts,
  command: commandParts,
  msi: msiParts,
  osinstaller: osInstallerParts,
  appx: appxParts,
};

/**
 * Handler and rules of a leaf with files.
 *
 * @throws SEED_INVALID where the handler lacks something or has what belongs to another
 */
export function leafParts(leaf: LeafFacts): LeafParts {
  const given = leaf.update.handler ?? 'cbs';
  const handler = typeof given === 'string' ? { type: given } : given;
  const strange = Object.keys(handler).find(
    (key) => key !== 'type' && !(PROPERTIES[handler.type] as readonly string[]).includes(key),
  );
  if (strange !== undefined)
    fail('SEED_INVALID', {
      where: leaf.where,
      problem: `the handler ${handler.type} has no ${strange}`,
      repair: `Take ${strange} out, or choose another type.`,
    });
  return writers[handler.type](handler, leaf);
}

/** A registry value that stands for the update: what the simulated device writes when it installs. */
export function markerRules(updateId: string): RulesSpec {
  const attributes = { Key: 'HKEY_LOCAL_MACHINE', Subkey: MARKER_KEY, Value: updateId };
  return { isInstalled: { name: 'bar:RegValueExists', attributes }, isInstallable: { name: 'lar:True' } };
}

function cbsParts(handler: SeedHandler, { update, key, revisionNumber }: LeafFacts): LeafParts {
  const [kb] = kbNumbers(update);
  const name = kb === undefined ? key : `KB${kb}`;
  const identity = handler.package ?? `Package_for_${name}~0000000000000000~neutral~~1.0.0.${revisionNumber}`;
  return {
    handler: { kind: 'Cbs', packageIdentity: '' },
    rules: {
      isInstalled: { name: 'cbsar:CbsPackageInstalled' },
      isInstallable: { name: 'cbsar:CbsPackageInstallable' },
      metadata: [packageManifest(identity, name)],
    },
  };
}

/** The least of a servicing manifest: real ones have the same head and go on for megabytes. */
function packageManifest(identity: string, name: string): RuleNode {
  const [packageName = identity, token = '', architecture = 'neutral', language = '', version = '1.0.0.0'] =
    identity.split('~');
  const assemblyIdentity = {
    name: packageName,
    version,
    language: language || 'neutral',
    processorArchitecture: architecture,
    publicKeyToken: token,
    buildType: 'release',
  };
  return {
    name: 'cbsar:CbsPackageApplicabilityMetadata',
    children: [
      {
        name: 'asm:assembly',
        attributes: { 'xmlns:asm': 'urn:schemas-microsoft-com:asm.v3', manifestVersion: '1.0' },
        children: [
          { name: 'asm:assemblyIdentity', attributes: assemblyIdentity },
          { name: 'asm:package', attributes: { identifier: name, releaseType: 'Update' } },
        ],
      },
    ],
  };
}

function commandParts(handler: SeedHandler, leaf: LeafFacts): LeafParts {
  const result = { succeeded: 'Succeeded', failed: 'Failed', cancelled: 'Cancelled' } as const;
  return {
    handler: {
      kind: 'CommandLineInstallation',
      program: handler.program ?? leaf.firstFile,
      arguments: handler.arguments ?? '/quiet',
      rebootByDefault: handler.rebootByDefault ?? false,
      defaultResult: result[handler.defaultResult ?? 'failed'],
      returnCodes: (handler.returnCodes ?? [{ code: 0, result: 'succeeded' as const }]).map((code) => ({
        ...code,
        result: result[code.result],
      })),
    },
    rules: markerRules(leaf.updateId),
  };
}

function msiParts(handler: SeedHandler, leaf: LeafFacts): LeafParts {
  const productCode = handler.productCode ?? missing('productCode', handler, leaf);
  return {
    handler: {
      kind: 'WindowsInstallerApp',
      msiFile: handler.msiFile ?? leaf.firstFile,
      productCode,
      ...(handler.commandLine !== undefined && { commandLine: handler.commandLine }),
    },
    rules: {
      isInstalled: { name: 'msiar:MsiProductInstalled', attributes: { ProductCode: productCode } },
      isInstallable: { name: 'lar:True' },
    },
  };
}

function osInstallerParts(handler: SeedHandler, leaf: LeafFacts): LeafParts {
  const productName = handler.product ?? missing('product', handler, leaf);
  const releaseVersion = handler.version ?? missing('version', handler, leaf);
  const attributes = { Name: productName, Version: releaseVersion };
  return {
    handler: { kind: 'OSInstaller' },
    rules: {
      isInstalled: { name: 'upd:ProductReleaseInstalled', attributes },
      isInstallable: { name: 'lar:True' },
    },
    release: { productName, releaseVersion },
  };
}

function appxParts(handler: SeedHandler, leaf: LeafFacts): LeafParts {
  const moniker =
    handler.package ?? `Mock.${leaf.key.replace(/[^A-Za-z0-9]/g, '')}_1.0.0.0_neutral__mockpublisher`;
  // Fragments carry these elements without a prefix, so their namespace in documents was never seen: this one is a guess.
  const declare = { 'xmlns:appxar': 'http://schemas.microsoft.com/msus/2002/12/AppxApplicabilityRules' };
  const metadata: RuleNode = {
    name: 'appxar:AppxPackageMetadata',
    attributes: declare,
    children: [
      {
        name: 'appxar:AppxMetadata',
        attributes: { PackageType: 'UAP', IsAppxBundle: false, PackageMoniker: moniker },
      },
    ],
  };
  return {
    handler: { kind: 'AppxPackage', packageFileName: leaf.firstFile, mainPackage: true },
    rules: {
      isInstalled: { name: 'appxar:AppxPackageInstalled', attributes: declare },
      isInstallable: { name: 'appxar:AppxPackageInstallable', attributes: declare },
      metadata: [metadata],
    },
  };
}

function missing(property: string, handler: SeedHandler, leaf: LeafFacts): never {
  return fail('SEED_INVALID', {
    where: leaf.where,
    problem: `the handler ${handler.type} lacks ${property}`,
    repair: `Write handler: { type: ${handler.type}, ${property}: … }.`,
  });
}

/** Rules of every driver: what they judge stands in the metadata. */
export const driverRules: RulesSpec = {
  isInstalled: { name: 'drv:WindowsDriverInstalled' },
  isInstallable: { name: 'drv:WindowsDriverInstallable' },
  isSuperseded: { name: 'drv:WindowsDriverSuperseded' },
};

/** One row of driver metadata for each hardware id. */
export function driverSpecs(driver: SeedDriver): readonly DriverSpec[] {
  const { provider, version, date, class: kind } = driver;
  const scores = Object.entries(driver.featureScores ?? {});
  return listOf(driver.hardwareIds).map((hardwareId) => ({
    hardwareId,
    driverVerDate: date,
    driverVerVersion: version,
    class: kind,
    provider,
    company: driver.company ?? provider,
    manufacturer: driver.manufacturer ?? provider,
    model: driver.model ?? `${provider} ${kind}`,
    whqlDriverId: String(driver.whqlId ?? 0),
    featureScores: scores.map(([operatingSystem, featureScore]) => ({ operatingSystem, featureScore })),
    distributionComputerHardwareIds: driver.distributionComputers ?? [],
    targetComputerHardwareIds: driver.targetComputers ?? [],
  }));
}
