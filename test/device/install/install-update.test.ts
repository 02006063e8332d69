import t from 'tap';
import { evaluate } from '../../../device/applicability/evaluate.ts';
import type { InstallableUpdate } from '../../../device/install/install-parts.ts';
import { type Installed, installUpdate } from '../../../device/install/install-update.ts';
import { afterReboot } from '../../../device/install/pending.ts';
import { uninstallUpdate } from '../../../device/install/uninstall-update.ts';
import { applyChanges } from '../../../device/state/apply-change.ts';
import type { DeviceState } from '../../../device/state/device-state.ts';
import { failureOf, plainState, updateOf, verifiedFiles } from '../../helpers/installing.ts';

const HANDLERS = 'http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/';
const COMMAND =
  '<HandlerSpecificData><InstallCommand Program="a.exe"><ReturnCode Code="0" Result="Succeeded"/><ReturnCode Code="8" Result="Succeeded" Reboot="true"/></InstallCommand></HandlerSpecificData>';
const properties = (behaviors = '', handler = 'CommandLineInstallation', data = COMMAND): string =>
  `<ExtendedProperties Handler="${HANDLERS}${handler}">${behaviors}</ExtendedProperties>${data}`;
const behavior = (reboot: string, name = 'Installation'): string =>
  `<${name}Behavior RebootBehavior="${reboot}"/>`;
const version = (least: string): string =>
  `<b.FileVersion Path="C:\\a.dll" Comparison="GreaterThanOrEqualTo" Version="${least}"/>`;

const files = verifiedFiles('a.exe');

function isInstalled({ rules, updateId }: InstallableUpdate, state: DeviceState): string {
  const context = { state, metadata: rules.metadata, updateId, unknown: new Set<string>() };
  return rules.isInstalled === undefined ? 'no rule' : evaluate(rules.isInstalled, context);
}

function install(update: InstallableUpdate, state = plainState(), exitCode = 0): Installed {
  return installUpdate({ update, state, pending: [], files, exitCodeOf: () => exitCode });
}

t.test('an installation gives the changes and makes none', async (t) => {
  const [update, state] = [updateOf(version('2.0'), properties()), plainState()];
  const { changes, rebootRequired } = install(update, state);
  t.equal(isInstalled(update, state), 'false');
  t.equal(rebootRequired, false);
  applyChanges(state, changes);
  t.equal(isInstalled(update, state), 'true');
  t.ok(state.history.has(update.updateId), 'that it was installed once is known');
});

t.test('a restart is required as the metadata says, and as the handler asks where it may', async (t) => {
  for (const [reboot, exitCode, expected] of [
    ['NeverReboots', 0, false],
    ['NeverReboots', 8, false],
    ['AlwaysRequiresReboot', 0, true],
    ['CanRequestReboot', 0, false],
    ['CanRequestReboot', 8, true],
  ] as const) {
    const update = updateOf(version('2.0'), properties(behavior(reboot)));
    t.equal(install(update, plainState(), exitCode).rebootRequired, expected, `${reboot}, ${exitCode}`);
  }
  t.equal(
    install(updateOf(version('2.0'), properties()), plainState(), 8).rebootRequired,
    true,
    'nothing said',
  );
});

t.test('another Windows, and a package that wants it, ask for a restart', async (t) => {
  const osi = `<ExtendedProperties Handler="http://schemas.microsoft.com/msus/2016/01/UpdateHandlers/OSInstaller"/><HandlerSpecificData><OSInstallData/></HandlerSpecificData>`;
  const release = '<ProductReleaseInstalled Name="Client.OS.RS2.AMD64" Version="10.0.26100.9999"/>';
  t.equal(install(updateOf(release, osi)).rebootRequired, true);
  const cbs = properties(
    '',
    'Cbs',
    '<HandlerSpecificData><CbsData PackageIdentity=""/></HandlerSpecificData>',
  );
  const manifest = (restart: string): string =>
    `<CbsPackageApplicabilityMetadata><assembly><assemblyIdentity name="P" version="1.0.0.0"/><package restart="${restart}"/></assembly></CbsPackageApplicabilityMetadata>`;
  t.equal(install(updateOf('<CbsPackageInstalled/>', cbs, manifest('possible'))).rebootRequired, false);
  t.equal(install(updateOf('<CbsPackageInstalled/>', cbs, manifest('required'))).rebootRequired, true);
});

t.test('an installation ends with the code of what is wrong', async (t) => {
  const rule = version('2.0');
  for (const [update, failure] of [
    [updateOf(rule, properties('', 'Unheard')), /WU_E_UH_UNKNOWNHANDLER/],
    [updateOf(rule, properties(behavior('Perhaps'))), /WU_E_UH_INVALIDMETADATA: there is no RebootBehavior/],
    [updateOf(rule, properties('', 'WindowsDriver', '')), /WU_E_DRV_NO_METADATA/],
    [updateOf('', properties()), /WU_E_UH_INVALIDMETADATA: it has no IsInstalled/],
    [
      updateOf('<And><b.WmiQuery WqlQuery="x"/><True/></And>', properties()),
      /WU_E_UH_INVALIDMETADATA: nothing .* true: b.WmiQuery, And/,
    ],
    [updateOf('<AppxPackageInstalled/>', properties()), /WU_E_UH_INVALIDMETADATA: .*AppxPackageInstalled/],
  ] as const)
    t.match(
      failureOf(() => install(update)),
      failure,
    );
  const update = updateOf(rule, properties());
  t.match(
    failureOf(() => install(update, plainState(), 9)),
    /WU_E_UH_INSTALLERFAILURE/,
  );
  t.match(
    failureOf(() => installUpdate({ update, state: plainState(), pending: [], files: [] })),
    /WU_E_DM_NOTDOWNLOADED: a.exe/,
  );
});

t.test('only an update that says how is removed', async (t) => {
  const state = plainState();
  const update = updateOf(version('2.0'), properties(behavior('NeverReboots', 'Uninstallation')));
  applyChanges(state, install(update, state).changes);
  const { kind, changes, rebootRequired } = uninstallUpdate({ update, state, pending: [] });
  t.same([kind, rebootRequired], ['uninstalled', false]);
  applyChanges(state, changes);
  t.equal(isInstalled(update, state), 'false');
  t.equal(state.files.find('C:\\a.dll')?.version, '1.65535.65535.65535');
  const fixed = updateOf(version('2.0'), properties());
  t.match(
    failureOf(() => uninstallUpdate({ update: fixed, state, pending: [] })),
    /WU_E_UNINSTALL_NOT_ALLOWED/,
  );
});

t.test('what waits for a restart is there after it', async (t) => {
  const [update, state] = [
    updateOf(version('2.0'), properties(behavior('AlwaysRequiresReboot'))),
    plainState(),
  ];
  const { changes } = install(update, state);
  const { updateId, revisionNumber, title } = update;
  const pending = [{ action: 'install', updateId, revisionNumber, title, changes }] as const;
  t.equal(isInstalled(update, state), 'false');
  t.equal(isInstalled(update, afterReboot(state, pending)), 'true');
});

t.test('what builds on what waits for a restart waits as well', async (t) => {
  const state = plainState();
  const first = updateOf(version('2.0'), properties(behavior('AlwaysRequiresReboot')));
  const { updateId, revisionNumber, title } = first;
  const { changes } = install(first, state);
  const pending = [{ action: 'install', updateId, revisionNumber, title, changes }] as const;
  const next = (rule: string): Installed =>
    installUpdate({ update: updateOf(rule, properties()), state, pending, files });
  t.equal(next(version('3.0')).rebootRequired, true, 'the restart would put the older file back');
  t.equal(next(version('1.0')).rebootRequired, true, 'it is there after the restart only');
  t.equal(next('<b.FileExists Path="C:\\b.dll"/>').rebootRequired, false, 'it has nothing to do with it');
});
