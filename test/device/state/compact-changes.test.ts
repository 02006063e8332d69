import fc from 'fast-check';
import t from 'tap';
import { applyChanges } from '../../../device/state/apply-change.ts';
import { compactChanges } from '../../../device/state/compact-changes.ts';
import type { DeviceState } from '../../../device/state/device-state.ts';
import type { StateChange } from '../../../device/state/state-change.ts';
import { plainState } from '../../helpers/installing.ts';

const KEYS = ['HKLM\\T', 'HKLM\\T\\A', 'HKLM\\T\\A\\B', 'HKLM\\T\\C'] as const;
const NAMES = ['x', 'y'] as const;
const key = fc.constantFrom(...KEYS);
const name = fc.constantFrom(...NAMES);
const isThere = fc.boolean();

const change: fc.Arbitrary<StateChange> = fc.oneof(
  fc.record({ kind: fc.constant('registry key' as const), key, isThere }),
  fc.record({ kind: fc.constant('registry value' as const), key, name }),
  fc.record({
    kind: fc.constant('registry value' as const),
    key,
    name,
    value: fc.record({ type: fc.constant('REG_DWORD' as const), data: fc.nat(3) }),
  }),
  fc.record({ kind: fc.constant('package' as const), identity: name, isThere }),
  fc.record({ kind: fc.constant('app' as const), moniker: name, isThere }),
);

function told({ registry, packages, apps }: DeviceState): unknown {
  const keys = KEYS.map((one) => [
    registry.hasKey(one),
    [...registry.subkeys(one)].sort(),
    NAMES.map((value) => registry.value(one, value)),
  ]);
  return [keys, NAMES.map((one) => [packages.has(one), apps.has(one)])];
}

function after(changes: readonly StateChange[]): unknown {
  const state = plainState();
  applyChanges(state, changes);
  return told(state);
}

t.test('fewer changes make the same device', async (t) => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      t.strictSame(after(compactChanges(changes)), after(changes));
    }),
    { numRuns: 300 },
  );
});

t.test('what is installed and removed again and again costs no more than once', async (t) => {
  const round: readonly StateChange[] = [
    { kind: 'registry key', key: KEYS[1], isThere: true },
    { kind: 'registry value', key: KEYS[1], name: 'x', value: { type: 'REG_DWORD', data: 1 } },
    { kind: 'registry key', key: KEYS[1], isThere: false },
  ];
  t.equal(compactChanges(Array.from({ length: 50 }, () => round).flat()).length, round.length);
});
