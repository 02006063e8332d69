import t from 'tap';
import { readPending } from '../../../device/install/pending.ts';
import { isKept, readChanges } from '../../../device/state/read-changes.ts';
import type { StateChange } from '../../../device/state/state-change.ts';
import { refusalOf } from '../../helpers/seeds.ts';

const ALL: readonly StateChange[] = [
  { kind: 'registry value', key: 'HKLM\\A', name: '', value: { type: 'REG_SZ', data: 'x' } },
  { kind: 'registry value', key: 'HKLM\\A', name: 'M', value: { type: 'REG_MULTI_SZ', data: ['a', 'b'] } },
  { kind: 'registry value', key: 'HKLM\\A', name: 'Q', value: { type: 'REG_QWORD', data: 2 ** 60 } },
  { kind: 'registry value', key: 'HKLM\\A', name: 'gone' },
  { kind: 'registry key', key: 'HKLM\\A\\', isThere: true },
  {
    kind: 'file',
    path: 'C:\\a',
    facts: { version: '1.0', size: 1, created: -1, modified: 0, language: 1033 },
  },
  { kind: 'file', path: 'C:\\a' },
  {
    kind: 'product',
    code: '{a}',
    product: { version: '1', language: 0, features: ['F'], components: [], patches: [] },
  },
  { kind: 'product', code: '{a}' },
  { kind: 'package', identity: 'p~1', isThere: false },
  { kind: 'release', name: 'r', version: '1.0' },
  { kind: 'attribute', name: 'a' },
  { kind: 'license', name: 'l', value: 'x' },
  { kind: 'windows version', version: [10, 0, 26100, 1] },
  {
    kind: 'device',
    index: 3,
    node: {
      hardwareIds: ['A'],
      compatibleIds: [],
      driver: { date: '2026-01-01', version: '1', provider: 'Mock', matchingId: 'A', rank: 1 },
    },
  },
  { kind: 'history', updateId: 'u', isThere: true },
];

t.test('changes come back from a file as they were kept', async (t) => {
  t.same(readChanges(JSON.parse(JSON.stringify(ALL)), 'device.json'), ALL);
});

t.test('what is no change is refused, with its place', async (t) => {
  const key = 'HKLM\\A';
  for (const [json, problem] of [
    [undefined, 'the changes are no list'],
    [{ length: 1 }, 'the changes are no list'],
    [[null], 'changes[0]: it has no kind of change'],
    [[{ kind: 'constructor' }], 'changes[0]: it has no kind of change'],
    [[ALL[0], { kind: 'registry key', key }], 'changes[1]: isThere is missing'],
    [[{ kind: 'registry key', key: 1, isThere: true }], 'changes[0].key'],
    [[{ kind: 'registry key', key, isThere: true, more: 1 }], 'changes[0].more'],
    [
      [{ kind: 'registry value', key, name: '', value: { type: 'REG_DWORD', data: 2 ** 32 } }],
      'changes[0].value',
    ],
    [[{ kind: 'windows version', version: [10, 0, 1] }], 'changes[0].version'],
    [[{ kind: 'device', index: -1, node: { hardwareIds: [], compatibleIds: [] } }], 'changes[0].index'],
    [[JSON.parse('{"kind":"attribute","name":"a","__proto__":{"value":"x"}}')], 'changes[0].__proto__'],
  ] as const)
    t.match(
      refusalOf(() => readChanges(json, 'device.json')),
      `DEVICE_STATE_DAMAGED: the state of the device in device.json cannot be read: ${problem}`,
    );
});

t.test('nothing is kept that would cost without end', async (t) => {
  const kept = (change: StateChange): boolean => t.ok(isKept(change));
  const refused = (change: StateChange): boolean => t.notOk(isKept(change));
  kept({ kind: 'registry key', key: `HKLM${'\\a'.repeat(511)}`, isThere: true });
  refused({ kind: 'registry key', key: `HKLM${'\\a'.repeat(512)}`, isThere: true });
  refused({ kind: 'registry key', key: 'a'.repeat(16_385), isThere: true });
  refused({
    kind: 'registry value',
    key: 'HKLM',
    name: 'V',
    value: { type: 'REG_SZ', data: 'a'.repeat(65_537) },
  });
  refused({ kind: 'file', path: 'a'.repeat(32_768) });
  refused({ kind: 'attribute', name: 'a'.repeat(1_025) });
});

t.test('so are installations that wait for a restart', async (t) => {
  const updateId = '00000000-0000-4000-8000-000000000001';
  const pending = [{ action: 'install', updateId, revisionNumber: 1, title: 'Mock', changes: ALL }];
  t.same(readPending(JSON.parse(JSON.stringify(pending)), 'device.json'), pending);
  for (const [more, problem] of [
    [{ action: 'run' }, 'pending.0.action'],
    [{ updateId: updateId.slice(1) }, 'pending.0.updateId'],
    [{ revisionNumber: 0 }, 'pending.0.revisionNumber'],
    [{ changes: [{}] }, 'changes[0]: it has no kind of change'],
    [{ changes: undefined }, 'pending.0: changes is missing'],
  ] as const)
    t.match(
      refusalOf(() => readPending([{ ...pending[0], ...more }], 'device.json')),
      `device.json cannot be read: ${problem}`,
    );
});
