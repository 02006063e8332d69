import t from 'tap';
import { ineffectiveValues } from '../../../device/policy/ineffective.ts';
import { AUTOMATIC_KEY, DELIVERY_KEY, POLICY_KEY } from '../../../device/policy/policy-values.ts';
import { createRegistry } from '../../../device/state/registry.ts';

/** What is said of values below keys. */
function sentencesOn(...values: readonly (readonly [key: string, name: string])[]): readonly string[] {
  const registry = createRegistry();
  for (const [key, name] of values) registry.set(key, name, { type: 'REG_DWORD', data: 1 });
  return ineffectiveValues(registry);
}

t.test('a policy this device does nothing about is told, of either key and in any case', async (t) => {
  t.same(sentencesOn([POLICY_KEY, 'DisableDualScan'], [AUTOMATIC_KEY, 'scheduledinstallday']), [
    'DisableDualScan is set, and has no effect on this device',
    'ScheduledInstallDay is set, and has no effect on this device',
  ]);
});

t.test('a name that is none is told, with the one it may have meant', async (t) => {
  t.same(sentencesOn([POLICY_KEY, 'WUSever'], [POLICY_KEY, 'Zebra']), [
    'WUSever is no policy this device knows; did you mean WUServer?',
    'Zebra is no policy this device knows',
  ]);
  const [long = ''] = sentencesOn([POLICY_KEY, 'x'.repeat(5_000)]);
  t.equal(long, `${'x'.repeat(100)} is no policy this device knows`);
});

t.test('a policy below the wrong key is told with the right one', async (t) => {
  t.same(
    sentencesOn([POLICY_KEY, 'UseWUServer'], [AUTOMATIC_KEY, 'WUServer'], [AUTOMATIC_KEY, 'DODownloadMode']),
    [
      `UseWUServer belongs to the key ${AUTOMATIC_KEY}`,
      `WUServer belongs to the key ${POLICY_KEY}`,
      `DODownloadMode belongs to the key ${DELIVERY_KEY}`,
    ],
  );
});

t.test('nothing is said of what counts, and of keys that are not read', async (t) => {
  t.same(
    sentencesOn(
      [POLICY_KEY, 'TargetGroupEnabled'],
      [AUTOMATIC_KEY, 'UseWUServer'],
      [AUTOMATIC_KEY, 'AUOptions'],
      [DELIVERY_KEY, 'DODownloadMode'],
      [DELIVERY_KEY, 'Zebra'],
      [`${POLICY_KEY}\\Other`, 'Zebra'],
    ),
    [],
  );
});

t.test('of many values the first thousand are looked at', async (t) => {
  const many = Array.from({ length: 1_200 }, (_, at) => [POLICY_KEY, `Zebra${at}`] as const);
  t.equal(sentencesOn(...many).length, 1_000);
});
