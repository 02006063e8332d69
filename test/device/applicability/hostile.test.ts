import t from 'tap';
import { scalarHolds, textHolds } from '../../../device/applicability/comparisons.ts';
import { createStatuses, type Statuses } from '../../../device/applicability/statuses.ts';
import { TOO_MUCH } from '../../../device/applicability/work.ts';
import type { CachedRevision } from '../../../device/datastore/cached-revision.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import type { DeviceState } from '../../../device/state/device-state.ts';
import { cachedOf } from '../../helpers/cores.ts';
import { judge, PLAIN, UPDATE_ID } from '../../helpers/device-rules.ts';
import { updateOf } from '../../helpers/installing.ts';

/** Names every object has. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const PRODUCT = '{0cdbafe3-08e1-47df-9e91-c86a540c9c08}';

/** A revision whose IsInstalled is `rule`. */
function revisionOf(rule: string, metadata = ''): CachedRevision {
  const plain = cachedOf({ id: 1 });
  return {
    ...plain,
    core: { ...plain.core, updateId: UPDATE_ID, rules: updateOf(rule, '', metadata).rules },
  };
}

function judgedAlone(revision: CachedRevision, state: DeviceState): Statuses {
  const statuses = createStatuses({ ofUpdate: () => undefined }, state);
  statuses.of(revision);
  return statuses;
}

t.test('a comparison called as something every object has is not known', async (t) => {
  for (const name of INHERITED) {
    t.equal(scalarHolds(name, 0), undefined, name);
    t.equal(textHolds(name, 'a', 'a'), undefined, name);
    const rule = `<b.WindowsVersion MajorVersion="10" Comparison="${name}"/>`;
    t.same(judge(rule), { verdict: 'unknown', unknown: ['b.WindowsVersion'] }, name);
  }
});

t.test('tests of a patch for a great many products come to something before all are made', async (t) => {
  const codes = Array.from(
    { length: 20_000 },
    (_, at) => `<TargetProduct><TargetProductCode>{${at}}</TargetProductCode></TargetProduct>`,
  );
  const metadata = `<m.MsiPatchMetadata><MsiPatch PatchGUID="{x}">${codes.join('')}</MsiPatch></m.MsiPatchMetadata>`;
  const revision = revisionOf(`<Or>${'<m.MsiPatchInstalled/>'.repeat(20_000)}</Or>`, metadata);
  const statuses = judgedAlone(revision, stateOf(PLAIN));
  t.equal(statuses.of(revision), 'unknown');
  t.same([...statuses.unknownElements], [[TOO_MUCH, 1]]);
});

t.test('all revisions together may make so many comparisons, however few each of them makes', async (t) => {
  const rule = `<Or>${'<b.Processor Architecture="0"/>'.repeat(50)}</Or>`;
  const [first, second] = [revisionOf(rule), revisionOf(rule)];
  const statuses = createStatuses({ ofUpdate: () => undefined }, stateOf(PLAIN), 150);
  t.not(statuses.of(first), 'unknown');
  t.equal(statuses.of(second), 'unknown');
  t.same([...statuses.unknownElements], [[TOO_MUCH, 1]]);
});

t.test('what was left undecided by too many comparisons is not turned into its opposite', async (t) => {
  const parts = Array.from({ length: 20_000 }, (_, at) => `<m.Feature>${at}</m.Feature>`).join('');
  const one = `<m.MsiFeatureInstalledForProduct>${parts}<m.Product>${PRODUCT}</m.Product></m.MsiFeatureInstalledForProduct>`;
  const loop = `<b.RegKeyLoop Key="HKEY_LOCAL_MACHINE" Subkey="Many" TrueIf="None">${one}</b.RegKeyLoop>`;
  const state = stateOf(PLAIN);
  state.products.set(PRODUCT, { version: '1', features: [], components: [], patches: [] });
  for (let at = 0; at < 100; at++) state.registry.addKey(`HKEY_LOCAL_MACHINE\\Many\\${at}`);
  const revision = revisionOf(loop);
  t.equal(judgedAlone(revision, state).of(revision), 'unknown');
});

t.test('a patch with many products is judged as often as rules ask for it', async (t) => {
  const targets = `<TargetProduct><TargetProductCode>${PRODUCT}</TargetProductCode></TargetProduct>`.repeat(
    5_000,
  );
  const metadata = `<m.MsiPatchMetadata><MsiPatch PatchGUID="{x}">${targets}</MsiPatch></m.MsiPatchMetadata>`;
  const state = stateOf(PLAIN);
  state.products.set(PRODUCT, { version: '1', features: [], components: [], patches: ['{x}'] });
  const revision = revisionOf(`<And>${'<m.MsiPatchInstalled/>'.repeat(5_000)}</And>`, metadata);
  t.equal(judgedAlone(revision, state).of(revision), 'installed');
});

t.test('a revision that makes judging fail is not known, and named', async (t) => {
  const wmi = {
    get: () => {
      throw new Error('no WMI');
    },
  } as unknown as DeviceState['wmi'];
  const revision = revisionOf('<b.WmiQuery Namespace="a" WqlQuery="b"/>');
  const statuses = judgedAlone(revision, { ...stateOf(PLAIN), wmi });
  t.equal(statuses.of(revision), 'unknown');
  t.match(
    [...statuses.unknownElements.keys()],
    [new RegExp(`fail with the revision ${UPDATE_ID}\\.1: no WMI`)],
  );
});
