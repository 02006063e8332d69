import t from 'tap';
import { changesFor } from '../../../device/install/changes-for.ts';
import { createTrial, goOn } from '../../../device/install/trial.ts';
import { failureOf, plainState, updateOf } from '../../helpers/installing.ts';

const KEY = 'Key="HKEY_LOCAL_MACHINE"';
const keys = (count: number): string =>
  Array.from({ length: count }, (_, at) => `<Not><b.RegKeyExists ${KEY} Subkey="k${at}"/></Not>`).join('');

t.test('an update that wants thousands of keys gets them', async (t) => {
  t.equal(changesFor(updateOf(`<Or>${keys(3_000)}</Or>`, ''), 'false', plainState()).length, 3_000);
});

t.test('an update that wants more changes than a device keeps of one is refused', async (t) => {
  const failure = failureOf(() => changesFor(updateOf(`<Or>${keys(9_000)}</Or>`, ''), 'false', plainState()));
  t.match(failure, /WU_E_UH_INVALIDMETADATA.*more than 4000 changes/);
});

t.test('an update with more to compare than may be is refused, and why is told', async (t) => {
  const dword = (at: number, name: string): string =>
    `<b.RegDword ${KEY} Subkey="A" Value="${name}${at}" Comparison="EqualTo" Data="1"/>`;
  const pairs = Array.from({ length: 300 }, (_, at) => `<Or>${dword(at, 'a')}${dword(at, 'b')}</Or>`).join(
    '',
  );
  const rule = `<And>${pairs}${dword(0, 'end')}<Not>${dword(0, 'end')}</Not></And>`;
  const failure = failureOf(() => changesFor(updateOf(rule, ''), 'true', plainState()));
  t.match(failure, /WU_E_UH_INVALIDMETADATA.*more comparisons than a device makes/);
});

t.test('a rule with a great many parts of a great many products is refused', async (t) => {
  const list = (name: string): string =>
    Array.from({ length: 10_000 }, (_, at) => `<m.${name}>${at}</m.${name}>`).join('');
  const rule = `<m.MsiFeatureInstalledForProduct AllFeaturesRequired="true" AllProductsRequired="true">${list('Feature')}${list('Product')}</m.MsiFeatureInstalledForProduct>`;
  t.match(
    failureOf(() => changesFor(updateOf(rule, ''), 'true', plainState())),
    /WU_E_UH_INVALIDMETADATA/,
  );
});

t.test('a trial that goes back is as it was there', async (t) => {
  const state = plainState();
  const trial = createTrial(state, { left: 1_000_000 });
  const first = goOn(undefined, [{ kind: 'file', path: 'C:\\a', facts: { size: 1 } }]);
  const on = goOn(first, [
    { kind: 'file', path: 'C:\\a' },
    { kind: 'registry key', key: 'HKEY_LOCAL_MACHINE\\K', isThere: true },
  ]);
  t.equal(trial.stateAt(on).files.find('c:\\A'), undefined);
  t.ok(trial.stateAt(on).registry.hasKey('HKEY_LOCAL_MACHINE\\K'));
  t.same(trial.stateAt(first).files.find('c:\\A'), { size: 1 });
  t.notOk(trial.stateAt(first).registry.hasKey('HKEY_LOCAL_MACHINE\\K'));
  t.equal(state.files.find('c:\\A'), undefined, 'the device has none of it');
});
