import type { CategoryType } from './update-document.ts';

/** `cat:CategoryInformation`: the role of a category and what may hang below it. */
export interface CategoryHandler {
  readonly kind: 'Category';
  readonly categoryType: CategoryType;
  readonly prohibitsSubcategories?: boolean;
  readonly prohibitsUpdates?: boolean;
  readonly displayOrder?: number;
  readonly excludedByDefault?: boolean;
}

/** `cmd:InstallCommand`: a program run with arguments, its exit codes explained. */
export interface CommandLineHandler {
  readonly kind: 'CommandLineInstallation';
  readonly program: string;
  readonly arguments?: string;
  readonly rebootByDefault?: boolean;
  readonly defaultResult?: 'Failed' | 'Succeeded' | 'Cancelled';
  readonly returnCodes?: readonly {
    readonly code: number;
    readonly result: 'Failed' | 'Succeeded' | 'Cancelled';
    readonly reboot?: boolean;
  }[];
}

/** `cbs:CbsData`: a servicing package, named by the file; all real ones leave the identity empty. */
export interface CbsHandler {
  readonly kind: 'Cbs';
  readonly packageIdentity?: string;
}

/** `msp:MsiData`: a Windows Installer product. */
export interface MsiHandler {
  readonly kind: 'WindowsInstallerApp';
  readonly msiFile: string;
  readonly productCode: string;
  readonly commandLine?: string;
  readonly uninstallCommandLine?: string;
}

/** `msp:MspData`: a Windows Installer patch. */
export interface MspHandler {
  readonly kind: 'WindowsInstaller';
  readonly patchCode?: string;
  readonly fullFilePatchCode?: string;
  readonly commandLine?: string;
  readonly uninstallCommandLine?: string;
}

/** `osi:OSInstallData`: a feature or unified update, driven by a module of its own. */
export interface OsInstallerHandler {
  readonly kind: 'OSInstaller';
  /** Left out: `UpdateAgent.dll`, the only one seen. */
  readonly initialModule?: string;
}

/** `appx:AppxPackageInstallData`: a Store application. */
export interface AppxHandler {
  readonly kind: 'AppxPackage';
  readonly packageFileName: string;
  readonly mainPackage?: boolean;
}

/** A driver names its handler only; what it needs stands in the rules' metadata. */
export interface DriverHandler {
  readonly kind: 'WindowsDriver';
}

/** What installs an update: `Properties/@Handler` and `HandlerSpecificData` come from it. */
export type HandlerSpec =
  | CategoryHandler
  | CommandLineHandler
  | CbsHandler
  | MsiHandler
  | MspHandler
  | OsInstallerHandler
  | AppxHandler
  | DriverHandler;
