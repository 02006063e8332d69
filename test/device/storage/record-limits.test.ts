import t from 'tap';
import { MOST_PENDING } from '../../../device/install/pending.ts';
import { MOST_CHANGES } from '../../../device/state/read-changes.ts';
import type { StateChange } from '../../../device/state/state-change.ts';
import type { DeviceRecord, UpdateOutcome } from '../../../device/storage/device-record.ts';
import { readRecord } from '../../../device/storage/read-record.ts';
import { withChanges, withPending } from '../../../device/storage/record-changes.ts';
import { MOST_OUTCOMES, newestOutcomes } from '../../../device/storage/record-limits.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { idOf } from '../../helpers/documents.ts';

const EMPTY: DeviceRecord = {
  version: 1,
  profile: PLAIN,
  clientId: 'c',
  sampling: 1,
  changes: [],
  pending: [],
  events: [],
  outcomes: {},
};
const NO_ROOM = { code: 'WU_E_UH_INVALIDMETADATA' };
const waiting = {
  action: 'install',
  updateId: idOf(1),
  revisionNumber: 1,
  title: '',
  changes: [] as readonly StateChange[],
} as const;

function packages(count: number): readonly StateChange[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: 'package',
    identity: String(at),
    isThere: true,
  }));
}

t.test('of too many outcomes the oldest go, but none that waits for a restart', async (t) => {
  const outcomes = Object.fromEntries(
    Array.from({ length: MOST_OUTCOMES + 2 }, (_, at): [string, UpdateOutcome] => [
      idOf(at + 1),
      { kind: at === 0 ? 'pending' : 'failed', failures: 0 },
    ]),
  );
  const kept = newestOutcomes(outcomes);
  t.equal(Object.keys(kept).length, MOST_OUTCOMES);
  t.same(
    [1, 2, 3, 4].map((id) => idOf(id) in kept),
    [true, false, false, true],
  );
  t.doesNotThrow(() => readRecord({ ...EMPTY, outcomes: kept }, 'device.json'));
});

t.test('changes that later ones make up for make room', async (t) => {
  const full = { ...EMPTY, changes: packages(MOST_CHANGES / 2).flatMap((one) => [one, one]) };
  t.equal(withChanges(full, packages(1)).changes.length, MOST_CHANGES / 2 + 1);
});

t.test('an installation whose changes find no room fails', async (t) => {
  const full = { ...EMPTY, changes: packages(MOST_CHANGES) };
  t.throws(() => withChanges(full, [{ kind: 'app', moniker: 'a', isThere: true }]), NO_ROOM);
});

t.test('what waits for a restart needs room for then', async (t) => {
  const half = packages(MOST_CHANGES / 2);
  const full = { ...EMPTY, changes: half, pending: [{ ...waiting, changes: half }] };
  t.throws(() => withPending(full, { ...waiting, changes: packages(1) }), NO_ROOM);
});

t.test('no more installations wait than can be read again', async (t) => {
  const full = { ...EMPTY, pending: Array.from({ length: MOST_PENDING }, () => waiting) };
  t.throws(() => withPending(full, waiting), NO_ROOM);
});

t.test('changes of more characters than are read at once find no room', async (t) => {
  const value = { type: 'REG_SZ', data: 'x'.repeat(65_000) } as const;
  const changes = Array.from(
    { length: 1_100 },
    (_, at): StateChange => ({ kind: 'registry value', key: 'HKLM', name: String(at), value }),
  );
  t.throws(() => withChanges(EMPTY, changes), NO_ROOM);
});
