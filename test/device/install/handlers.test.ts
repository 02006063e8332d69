import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { DeviceFailure } from '../../../device/failure.ts';
import { type Handler, readHandler } from '../../../device/install/handlers.ts';
import { checkFiles } from '../../../device/install/needed-files.ts';
import { runHandler } from '../../../device/install/run-handler.ts';
import { buildUpdateDocument } from '../../../protocol/metadata/build-document.ts';
import type { HandlerSpec } from '../../../protocol/metadata/handler-spec.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { failureOf } from '../../helpers/installing.ts';
import { shared } from '../../helpers/shared.ts';

/** The Extended fragment of a document with this handler. */
function extendedOf(handler: HandlerSpec): string {
  const xml = buildUpdateDocument({
    identity: { updateId: '00000000-0000-4000-8000-000000000001', revisionNumber: 1 },
    updateType: 'Software',
    properties: { defaultLanguage: 'en' },
    texts: [{ language: 'en', title: 'Mock' }],
    handler,
  });
  return parseUpdateDocument(xml).fragments.extended;
}

const code = { code: 3010, result: 'Succeeded', reboot: true } as const;
const HANDLERS: readonly Exclude<HandlerSpec, { readonly kind: 'Category' }>[] = [
  {
    kind: 'CommandLineInstallation',
    program: 'setup.exe',
    arguments: '/q "a b"',
    rebootByDefault: true,
    defaultResult: 'Cancelled',
    returnCodes: [code, { code: -2142207945, result: 'Failed', reboot: false }],
  },
  { kind: 'Cbs', packageIdentity: '' },
  { kind: 'WindowsInstallerApp', msiFile: 'a.msi', productCode: '{A}' },
  { kind: 'WindowsInstaller', patchCode: '{P}' },
  { kind: 'OSInstaller', initialModule: 'UpdateAgent.dll' },
  { kind: 'AppxPackage', packageFileName: 'a.appx', mainPackage: true },
];

t.test('each handler is read from the fragment that is derived of it', async (t) => {
  for (const handler of HANDLERS) t.same(readHandler(extendedOf(handler)), handler, handler.kind);
});

t.test('the handler of a real update is read', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const extended = readFileSync(path.join(folder, '50-doc-266f6222-r200.extended.fragment.txt'), 'utf8');
  t.match(readHandler(extended), {
    kind: 'CommandLineInstallation',
    program: 'AM_Delta.exe',
    arguments: 'WD /q',
    returnCodes: [{ code: 0, result: 'Succeeded', reboot: false }],
  });
});

const BASE = 'http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/';
const fragment = (handler: string, data = ''): string =>
  `<ExtendedProperties Handler="${BASE}${handler}"/><HandlerSpecificData>${data}</HandlerSpecificData>`;

t.test('a driver, a patch and a setup are told by their names', async (t) => {
  t.same(readHandler(`<ExtendedProperties Handler="${BASE}WindowsDriver"/>`), { kind: 'WindowsDriver' });
  t.same(readHandler(fragment('WindowsPatch', '<WindowsPatchData UnpackParameters=""/>')), {
    kind: 'WindowsPatch',
  });
  t.same(readHandler(fragment('WindowsSetup', '<InstallCommand Program="setup.exe"/>')), {
    kind: 'WindowsSetup',
    program: 'setup.exe',
  });
});

t.test('what is no handler, and data that is none of a handler, is told', async (t) => {
  const command = (attributes: string, codes = ''): string =>
    fragment('CommandLineInstallation', `<InstallCommand ${attributes}>${codes}</InstallCommand>`);
  for (const [extended, failure] of [
    ['<ExtendedProperties/>', /UNKNOWNHANDLER: the update names no handler/],
    ['', /UNKNOWNHANDLER/],
    [fragment('Category'), /UNKNOWNHANDLER: "http.*Category" is no handler/],
    [fragment('Cbs'), /INVALIDMETADATA: its HandlerSpecificData has no CbsData/],
    [fragment('Cbs', '<CbsData PackageIdentity="KB1"/>'), /BADCBSPACKAGEID/],
    [
      fragment('WindowsInstaller', '<MsiData MsiFile="a.msi"/>'),
      /INVALIDMETADATA: MsiData has no ProductCode/,
    ],
    [fragment('WindowsInstaller'), /INVALIDMETADATA: .* no MspData/],
    [command('Arguments="/q"'), /INVALIDMETADATA: InstallCommand has no Program/],
    [command('Program="a" DefaultResult="Perhaps"'), /INVALIDMETADATA: "Perhaps" is no result/],
    [command('Program="a"', '<ReturnCode Code="zero" Result="Failed"/>'), /INVALIDMETADATA: the Code "zero"/],
    [command('Program="a"', '<ReturnCode Code="4294967296" Result="Failed"/>'), /INVALIDMETADATA: the Code/],
    [command('Program="a"', '<ReturnCode Code="0"/>'), /INVALIDMETADATA: "" is no result/],
    ['<ExtendedProperties', /INVALIDMETADATA/],
    ['<!DOCTYPE x><ExtendedProperties/>', /INVALIDMETADATA/],
  ] as const)
    t.match(
      failureOf(() => readHandler(extended)),
      failure,
      extended,
    );
});

const program = (more: Partial<Extract<Handler, { kind: 'CommandLineInstallation' }>> = {}): Handler => ({
  kind: 'CommandLineInstallation',
  program: 'setup.exe',
  ...more,
});

t.test('what a handler needs is to be among the files', async (t) => {
  const named = (...names: readonly string[]) => names.map((name) => ({ name }));
  checkFiles(program(), named('SETUP.EXE'));
  checkFiles(program(), named('package.cab'));
  checkFiles({ kind: 'Cbs' }, named('kb1.cab'));
  for (const [handler, files] of [
    [program(), named('other.exe')],
    [program(), []],
    [{ kind: 'WindowsInstallerApp', msiFile: 'a.msi', productCode: '{A}' }, named('b.msi')],
    [{ kind: 'AppxPackage', packageFileName: 'a.appx' }, named('b.appx')],
    [{ kind: 'Cbs' }, []],
    [{ kind: 'WindowsDriver' }, []],
  ] as const)
    t.match(
      failureOf(() => checkFiles(handler, files)),
      /^0x80246007 WU_E_DM_NOTDOWNLOADED/,
      handler.kind,
    );
});

t.test('an exit code means what the table of the update says', async (t) => {
  const table = program({
    returnCodes: [
      { code: 0, result: 'Succeeded' },
      { code: -2142207945, result: 'Succeeded', reboot: true },
      { code: 5, result: 'Failed' },
      { code: 6, result: 'Cancelled' },
    ],
  });
  t.same(runHandler(table, 0), { asksReboot: false });
  t.same(runHandler(table, 2152759351), { asksReboot: true }, 'signed or unsigned');
  t.match(
    failureOf(() => runHandler(table, 5)),
    /INSTALLERFAILURE: setup.exe ended with exit code 5, .* Failed/,
  );
  t.match(
    failureOf(() => runHandler(table, 6)),
    /OPERATIONCANCELLED/,
  );
  t.match(
    failureOf(() => runHandler(table, 7)),
    /INSTALLERFAILURE/,
    'not in the table, and no default',
  );
  t.match(
    failureOf(() => runHandler(program(), 0)),
    /INSTALLERFAILURE/,
    'an update without a table says of no code that it is good',
  );
  t.same(runHandler(program({ defaultResult: 'Succeeded' }), 7), { asksReboot: false });
  t.same(runHandler(program({ defaultResult: 'Succeeded', rebootByDefault: true }), 7), { asksReboot: true });
});

t.test('other handlers go by the codes of Windows Installer', async (t) => {
  const msi = { kind: 'WindowsInstallerApp', msiFile: 'a.msi', productCode: '{A}' } as const;
  t.same(runHandler(msi, 0), { asksReboot: false });
  t.same(runHandler(msi, 3010), { asksReboot: true });
  t.match(
    failureOf(() => runHandler(msi, 1603)),
    /^0x80070643 ERROR_INSTALL_FAILURE: .* 1603/,
  );
  t.match(
    failureOf(() => runHandler({ kind: 'Cbs' }, 1)),
    /INSTALLERFAILURE/,
  );
  t.throws(() => runHandler({ kind: 'Cbs' }, 1), DeviceFailure);
});
