const FAMILY = 'http://schemas.microsoft.com/msus/';
const BASE = `${FAMILY}2002/12/`;

/** Namespace of the update document itself. */
export const UPDATE = `${BASE}Update`;
/** Namespaces whose elements keep a letter in fragments: [MS-WUSP] §3.1.1.1, Core. */
export const BASE_RULES = `${BASE}BaseApplicabilityRules`;
export const MSI_RULES = `${BASE}MsiApplicabilityRules`;
export const WINDOWS_DRIVER = `${BASE}UpdateHandlers/WindowsDriver`;
export const OS_INSTALLER = `${FAMILY}2016/01/UpdateHandlers/OSInstaller`;
export const CATEGORY_HANDLER = `${BASE}UpdateHandlers/Category`;
/** Windows Installer's own patch description, carried inside MsiPatchMetadata. */
export const MSI_PATCH = 'http://www.microsoft.com/msi/patch_applicability.xsd';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const XML = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** The prefixes real documents use: some readers compare the prefix and not the namespace. */
export const namespaceOfPrefix: ReadonlyMap<string, string> = new Map([
  ['upd', UPDATE],
  ['pub', `${BASE}Publishing`],
  ['bar', BASE_RULES],
  ['lar', `${BASE}LogicalApplicabilityRules`],
  ['mar', MSI_RULES],
  ['msiar', MSI_RULES],
  ['cbsar', `${BASE}CbsApplicabilityRules`],
  ['mspblob', MSI_PATCH],
  ['cat', CATEGORY_HANDLER],
  ['cbs', `${BASE}UpdateHandlers/Cbs`],
  ['cmd', `${BASE}UpdateHandlers/CommandLineInstallation`],
  ['msp', `${BASE}UpdateHandlers/WindowsInstaller`],
  ['psf', `${BASE}UpdateHandlers/WindowsPatch`],
  ['wsi', `${BASE}UpdateHandlers/WindowsSetup`],
  ['drv', WINDOWS_DRIVER],
  ['appx', `${BASE}UpdateHandlers/AppxPackage`],
  ['osi', OS_INSTALLER],
  ['xsi', XSI],
]);

/** Whether `uri` is a namespace of somebody else's vocabulary, carried in an update document. */
export function isForeign(uri: string): boolean {
  return uri !== '' && !uri.startsWith(FAMILY);
}
