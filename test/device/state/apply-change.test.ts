import t from 'tap';
import { applyChange, applyChanges } from '../../../device/state/apply-change.ts';
import { copyState } from '../../../device/state/copy-state.ts';
import type { DeviceState } from '../../../device/state/device-state.ts';
import type { StateChange } from '../../../device/state/state-change.ts';
import { plainState } from '../../helpers/installing.ts';

const product = { version: '1.0', features: [], components: [], patches: [] };

/** A change, how what it changed is read, and what it is then. */
const CHANGES: readonly (readonly [StateChange, read: (state: DeviceState) => unknown, expected: unknown])[] =
  [
    [
      { kind: 'registry value', key: 'HKLM\\A', name: 'V', value: { type: 'REG_DWORD', data: 1 } },
      ({ registry }) => registry.value('HKEY_LOCAL_MACHINE\\a', 'v'),
      { type: 'REG_DWORD', data: 1 },
    ],
    [
      { kind: 'registry value', key: 'HKLM\\A', name: 'V' },
      ({ registry }) => [registry.value('HKLM\\A', 'V'), registry.hasKey('HKLM\\A')],
      [undefined, true],
    ],
    [
      { kind: 'registry key', key: 'HKLM\\A\\B', isThere: true },
      ({ registry }) => registry.subkeys('HKLM\\A'),
      ['B'],
    ],
    [
      { kind: 'registry key', key: 'HKLM\\A', isThere: false },
      ({ registry }) => registry.hasKey('HKLM\\A\\B'),
      false,
    ],
    [{ kind: 'file', path: 'C:\\A', facts: { size: 1 } }, ({ files }) => files.find('c:/a'), { size: 1 }],
    [{ kind: 'file', path: 'c:\\a' }, ({ files }) => files.find('C:\\A'), undefined],
    [{ kind: 'product', code: '{A}', product }, ({ products }) => products.get('{a}'), product],
    [{ kind: 'product', code: '{A}' }, ({ products }) => products.has('{a}'), false],
    [{ kind: 'package', identity: 'P~1', isThere: true }, ({ packages }) => packages.has('p~1'), true],
    [{ kind: 'package', identity: 'P~1', isThere: false }, ({ packages }) => packages.has('p~1'), false],
    [{ kind: 'release', name: 'R', version: '1.0' }, ({ releases }) => releases.get('r'), '1.0'],
    [{ kind: 'release', name: 'R' }, ({ releases }) => releases.has('r'), false],
    [{ kind: 'attribute', name: 'A', value: 'x' }, ({ attributes }) => attributes.get('a'), 'x'],
    [{ kind: 'attribute', name: 'A' }, ({ attributes }) => attributes.has('a'), false],
    [{ kind: 'license', name: 'L', value: 1 }, ({ licenses }) => licenses.get('l'), 1],
    [{ kind: 'license', name: 'L' }, ({ licenses }) => licenses.has('l'), false],
    [{ kind: 'windows version', version: [10, 0, 26100, 9] }, ({ os }) => os.version, [10, 0, 26100, 9]],
    [
      { kind: 'device', index: 0, node: { hardwareIds: ['B'], compatibleIds: [] } },
      ({ drivers }) => drivers,
      [{ hardwareIds: ['B'], compatibleIds: [] }],
    ],
    [
      { kind: 'device', index: 7, node: { hardwareIds: ['C'], compatibleIds: [] } },
      ({ drivers }) => drivers.length,
      1,
    ],
    [{ kind: 'history', updateId: 'U', isThere: true }, ({ history }) => history.has('u'), true],
    [{ kind: 'history', updateId: 'U', isThere: false }, ({ history }) => history.has('u'), false],
  ];

function stateWithDevice(): DeviceState {
  const state = plainState();
  state.drivers.push({ hardwareIds: ['A'], compatibleIds: [] });
  return state;
}

t.test('each change changes what it names', async (t) => {
  const state = stateWithDevice();
  for (const [change, read, expected] of CHANGES) {
    applyChange(state, change);
    t.same(read(state), expected, JSON.stringify(change));
  }
});

t.test('a copy changes by itself', async (t) => {
  const state = stateWithDevice();
  const before = CHANGES.map(([, read]) => JSON.stringify(read(state)));
  const copy = copyState(state);
  for (const [change, read, expected] of CHANGES) {
    applyChanges(copy, [change]);
    t.same(read(copy), expected);
  }
  t.same(
    CHANGES.map(([, read]) => JSON.stringify(read(state))),
    before,
  );
});
