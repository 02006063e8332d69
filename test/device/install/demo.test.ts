import t from 'tap';
import { demoSeedPath } from '../../../catalog/demo/demo-seed-path.ts';
import { buildSeed } from '../../../catalog/import/seed-build.ts';
import { readSeedFile } from '../../../catalog/import/seed-reader.ts';
import { evaluate } from '../../../device/applicability/evaluate.ts';
import type { InstallableUpdate } from '../../../device/install/install-parts.ts';
import { installUpdate } from '../../../device/install/install-update.ts';
import { uninstallUpdate } from '../../../device/install/uninstall-update.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { applyChanges } from '../../../device/state/apply-change.ts';
import type { DeviceState } from '../../../device/state/device-state.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { failureOf, installable, verifiedFiles } from '../../helpers/installing.ts';
import { memoryTools } from '../../helpers/seeds.ts';

const documents = buildSeed(readSeedFile(demoSeedPath()), memoryTools()).documents.map(({ xml }) =>
  parseUpdateDocument(xml),
);
const leaves = documents.filter(({ files }) => files.length > 0);
/** The device the demo has a driver for. */
const device = { ...PLAIN, devices: [{ hardwareIds: ['PCI\\VEN_1AF4&DEV_1000'] }] };

function isInstalled({ rules, updateId }: InstallableUpdate, state: DeviceState): string {
  const context = { state, metadata: rules.metadata, updateId, unknown: new Set<string>() };
  return rules.isInstalled === undefined ? 'no rule' : evaluate(rules.isInstalled, context);
}

t.test('everything of the demo is installed by its own rules, and removed where it says so', async (t) => {
  const removed: string[] = [];
  for (const document of leaves) {
    const [update, state] = [installable(document), stateOf(device)];
    const files = verifiedFiles(...document.files.map(({ fileName }) => fileName));
    t.equal(isInstalled(update, state), 'false', update.title);
    applyChanges(state, installUpdate({ update, state, pending: [], files }).changes);
    t.equal(isInstalled(update, state), 'true', update.title);
    if (!document.canUninstall) {
      t.match(
        failureOf(() => uninstallUpdate({ update, state, pending: [] })),
        /WU_E_UNINSTALL_NOT_ALLOWED/,
      );
      continue;
    }
    applyChanges(state, uninstallUpdate({ update, state, pending: [] }).changes);
    t.equal(isInstalled(update, state), 'false', update.title);
    removed.push(update.title);
  }
  t.ok(removed.length >= 3, `${removed.length} were removed`);
});

t.test('the three months of Windows 11 each raise its version', async (t) => {
  const state = stateOf(device);
  const versions = ['KB9900801', 'KB9900901', 'KB9901001'].map((kb) => {
    const document = leaves.find(({ texts }) => texts[0]?.title.includes(kb));
    if (document === undefined) return `${kb} is not there`;
    const files = verifiedFiles(...document.files.map(({ fileName }) => fileName));
    const { changes, rebootRequired } = installUpdate({
      update: installable(document),
      state,
      pending: [],
      files,
    });
    applyChanges(state, changes);
    return rebootRequired ? state.os.version.join('.') : 'no restart';
  });
  t.same(versions, ['10.0.26100.9801', '10.0.26100.9901', '10.0.26100.10001']);
});
