import { clip } from '../../platform/plain-text.ts';
import type {
  CategoryHandler,
  CbsHandler,
  CommandLineHandler,
  HandlerSpec,
  MsiHandler,
  MspHandler,
} from '../../protocol/metadata/handler-spec.ts';
import { namespaceOfPrefix } from '../../protocol/metadata/namespaces.ts';
import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { elementsAt, isSet, numberIn, textIn } from '../applicability/rule.ts';
import { failWith } from '../failure.ts';
import { readFragment } from './extended-properties.ts';

/** `psf:WindowsPatchData`: a delta patch of old. */
export interface PatchHandler {
  readonly kind: 'WindowsPatch';
}

/** `wsi:InstallCommand`: a setup of Windows itself. */
export interface SetupHandler {
  readonly kind: 'WindowsSetup';
  readonly program: string;
}

/** What installs an update, with what it was told (online service facts §8.2; server sync facts §2.3). */
export type Handler = Exclude<HandlerSpec, CategoryHandler> | PatchHandler | SetupHandler;

/** Reads the handler from the content of HandlerSpecificData. */
type Reader = (data: readonly XmlElement[]) => Handler;
type Result = NonNullable<CommandLineHandler['defaultResult']>;

const RESULTS: readonly string[] = ['Succeeded', 'Failed', 'Cancelled'];

const READERS: Readonly<Record<string, Reader>> = {
  cmd: readCommand,
  cbs: readCbs,
  msp: readInstaller,
  drv: () => ({ kind: 'WindowsDriver' }),
  osi: (data) => {
    const initialModule = textIn(required(data, 'OSInstallData'), 'InitialModule');
    return { kind: 'OSInstaller', ...(initialModule !== '' && { initialModule }) };
  },
  psf: (data) => {
    required(data, 'WindowsPatchData');
    return { kind: 'WindowsPatch' };
  },
  wsi: (data) => ({ kind: 'WindowsSetup', program: needed(required(data, 'InstallCommand'), 'Program') }),
  appx: (data) => {
    const found = required(data, 'AppxPackageInstallData');
    return {
      kind: 'AppxPackage',
      packageFileName: needed(found, 'PackageFileName'),
      mainPackage: isSet(found, 'MainPackage'),
    };
  },
};
const READER_OF = new Map(
  Object.entries(READERS).map(([prefix, read]) => [namespaceOfPrefix.get(prefix), read]),
);

/**
 * Reads what installs an update from its Extended fragment. Throws WU_E_UH_UNKNOWNHANDLER for a handler there is not here
 * and WU_E_UH_INVALIDMETADATA for data that lacks something or says nothing that is known.
 */
export function readHandler(extended: string): Handler {
  return handlerOf(readFragment(extended));
}

/** The handler in the elements of an Extended fragment; throws as `readHandler` does. */
export function handlerOf(fragment: XmlElement): Handler {
  const [properties] = elementsAt([fragment], 'ExtendedProperties');
  const uri = properties === undefined ? '' : textIn(properties, 'Handler');
  const read = READER_OF.get(uri);
  if (read === undefined)
    return failWith(
      'WU_E_UH_UNKNOWNHANDLER',
      uri === '' ? 'the update names no handler' : `"${clip(uri)}" is no handler this device has`,
    );
  return read(elementsAt([fragment], 'HandlerSpecificData'));
}

function readCommand(data: readonly XmlElement[]): CommandLineHandler {
  const command = required(data, 'InstallCommand');
  const defaultResult = attributeOf(command, 'DefaultResult');
  const given = attributeOf(command, 'Arguments');
  return {
    kind: 'CommandLineInstallation',
    program: needed(command, 'Program'),
    ...(given !== undefined && { arguments: given }),
    rebootByDefault: isSet(command, 'RebootByDefault'),
    ...(defaultResult !== undefined && { defaultResult: resultOf(defaultResult) }),
    returnCodes: elementsAt([command], 'ReturnCode').map((one) => ({
      code: codeIn(one),
      result: resultOf(textIn(one, 'Result')),
      reboot: isSet(one, 'Reboot'),
    })),
  };
}

/** 32 bits, signed or not. */
function codeIn(returnCode: XmlElement): number {
  const code = numberIn(returnCode, 'Code') ?? Number.NaN;
  if (code >= -0x80000000 && code <= 0xffffffff) return code;
  return invalid(`the Code "${clip(textIn(returnCode, 'Code'))}" of a ReturnCode is no exit code`);
}

function resultOf(text: string): Result {
  return isResult(text) ? text : invalid(`"${clip(text)}" is no result of a program`);
}

function isResult(text: string): text is Result {
  return RESULTS.includes(text);
}

/** The identity is empty in all real ones: the manifest has it. */
function readCbs(data: readonly XmlElement[]): CbsHandler {
  const packageIdentity = textIn(required(data, 'CbsData'), 'PackageIdentity');
  if (packageIdentity !== '' && packageIdentity.split('~').length !== 5)
    failWith(
      'WU_E_UH_BADCBSPACKAGEID',
      `"${clip(packageIdentity)}" is no name~token~architecture~language~version`,
    );
  return { kind: 'Cbs', packageIdentity };
}

/** A product or a patch; both go by one handler. */
function readInstaller(data: readonly XmlElement[]): MsiHandler | MspHandler {
  const [product] = elementsAt(data, 'MsiData');
  if (product === undefined) {
    const patchCode = textIn(required(data, 'MspData'), 'PatchCode');
    return { kind: 'WindowsInstaller', ...(patchCode !== '' && { patchCode }) };
  }
  return {
    kind: 'WindowsInstallerApp',
    msiFile: needed(product, 'MsiFile'),
    productCode: needed(product, 'ProductCode'),
  };
}

function required(data: readonly XmlElement[], name: string): XmlElement {
  return elementsAt(data, name)[0] ?? invalid(`its HandlerSpecificData has no ${name}`);
}

function needed(element: XmlElement, attribute: string): string {
  const text = textIn(element, attribute).trim();
  return text === '' ? invalid(`${element.local} has no ${attribute}`) : text;
}

function invalid(reason: string): never {
  return failWith('WU_E_UH_INVALIDMETADATA', reason);
}
