import type { RuleNode } from './build-document-spec.ts';
import type { CommandLineHandler, HandlerSpec } from './handler-spec.ts';
import { namespaceOfPrefix, OS_INSTALLER } from './namespaces.ts';
import { node } from './spec-nodes.ts';

const PREFIX: Readonly<Record<HandlerSpec['kind'], string>> = {
  Category: 'cat',
  CommandLineInstallation: 'cmd',
  Cbs: 'cbs',
  WindowsInstallerApp: 'msp',
  WindowsInstaller: 'msp',
  OSInstaller: 'osi',
  AppxPackage: 'appx',
  WindowsDriver: 'drv',
};

/** `Properties/@Handler`. */
export function handlerUri({ kind }: HandlerSpec): string {
  return namespaceOfPrefix.get(PREFIX[kind]) ?? '';
}

/** `upd:HandlerSpecificData`; drivers have none. */
export function handlerNode(handler: HandlerSpec): RuleNode | undefined {
  switch (handler.kind) {
    case 'Category':
      return data('cat:Category', node('cat:CategoryInformation', categoryAttributes(handler)));
    case 'CommandLineInstallation':
      return data('cmd:CommandLineInstallation', installCommand(handler));
    case 'Cbs':
      return data('cbs:Cbs', node('cbs:CbsData', { PackageIdentity: handler.packageIdentity ?? '' }));
    case 'WindowsInstallerApp':
      return data('msp:WindowsInstallerApp', node('msp:MsiData', msiAttributes(handler)));
    case 'WindowsInstaller':
      return data('msp:WindowsInstaller', node('msp:MspData', mspAttributes(handler)));
    case 'OSInstaller':
      return osInstallerData(handler.initialModule ?? 'UpdateAgent.dll');
    case 'AppxPackage':
      return data('appx:AppxInstaller', node('appx:AppxPackageInstallData', appxAttributes(handler)));
    case 'WindowsDriver':
      return undefined;
  }
}

type Of<Kind extends HandlerSpec['kind']> = Extract<HandlerSpec, { readonly kind: Kind }>;

function data(type: string, content: RuleNode): RuleNode {
  return node('upd:HandlerSpecificData', { 'xsi:type': type }, [content]);
}

/** The only type real documents write without a prefix, so its namespace is the default one here. */
function osInstallerData(initialModule: string): RuleNode {
  return node('upd:HandlerSpecificData', { 'xsi:type': 'OSInstallerMetadata', xmlns: OS_INSTALLER }, [
    node('OSInstallData', { InitialModule: initialModule }),
  ]);
}

function categoryAttributes(handler: Of<'Category'>) {
  return {
    CategoryType: handler.categoryType,
    ProhibitsSubcategories: handler.prohibitsSubcategories,
    ProhibitsUpdates: handler.prohibitsUpdates,
    DisplayOrder: handler.displayOrder,
    ExcludedByDefault: handler.excludedByDefault,
  };
}

function installCommand(handler: CommandLineHandler): RuleNode {
  const attributes = {
    Program: handler.program,
    Arguments: handler.arguments,
    RebootByDefault: handler.rebootByDefault,
    DefaultResult: handler.defaultResult,
  };
  const returnCodes = (handler.returnCodes ?? []).map(({ code, result, reboot }) =>
    node('cmd:ReturnCode', { Code: code, Result: result, Reboot: reboot }),
  );
  return node('cmd:InstallCommand', attributes, returnCodes);
}

function msiAttributes(handler: Of<'WindowsInstallerApp'>) {
  return {
    MsiFile: handler.msiFile,
    ProductCode: handler.productCode,
    CommandLine: handler.commandLine,
    UninstallCommandLine: handler.uninstallCommandLine,
  };
}

function mspAttributes(handler: Of<'WindowsInstaller'>) {
  return {
    PatchCode: handler.patchCode,
    FullFilePatchCode: handler.fullFilePatchCode,
    CommandLine: handler.commandLine,
    UninstallCommandLine: handler.uninstallCommandLine,
  };
}

function appxAttributes(handler: Of<'AppxPackage'>) {
  return { PackageFileName: handler.packageFileName, MainPackage: handler.mainPackage };
}
