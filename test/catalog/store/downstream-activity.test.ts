import t, { type Test } from 'tap';
import { testCatalog } from '../../helpers/catalogs.ts';

const kind = (
  build: number,
  count: number,
  ...installed: readonly (readonly [string, number, number])[]
) => ({
  OSMajorVersion: 10,
  OSMinorVersion: 0,
  OSBuildNumber: build,
  OSServicePackMajorNumber: 0,
  OSServicePackMinorNumber: 0,
  OSLocale: 'en-US',
  SuiteMask: 0,
  OldProductType: 1,
  NewProductType: 48,
  SystemMetrics: 0,
  ProcessorArchitecture: 'AMD64',
  Count: count,
  ActivitySummaries: installed.map(([UpdateId, InstallSuccessCount, InstallFailureCount]) => ({
    UpdateId,
    RevisionNumber: 1,
    InstallSuccessCount,
    InstallFailureCount,
  })),
});

function start(t: Test) {
  const { downstream, downstreamActivity } = testCatalog(t);
  downstream.introduce('server', 'server.example', 1);
  return downstreamActivity;
}

t.test('kinds of Windows are told apart by every element', (t) => {
  const activity = start(t);
  activity.add('server', kind(1, 2));
  activity.add('server', { ...kind(1, 3), OSLocale: 'de-DE' });
  activity.add('server', { ...kind(1, 4), SystemMetrics: 1 });
  t.same(
    activity
      .of('server')
      .map(({ Count }) => Count)
      .sort(),
    [2, 3, 4],
  );
  activity.add('server', kind(1, 9));
  t.same(
    activity
      .of('server')
      .map(({ Count }) => Count)
      .sort(),
    [3, 4, 9],
  );
  t.end();
});

t.test('what is handed on is taken off, and the rest stays', (t) => {
  const activity = start(t);
  activity.add('server', kind(1, 2, ['u', 3, 1], ['v', 1, 0]));
  const [told] = activity.of('server');
  activity.add('server', kind(1, 2, ['u', 0, 2]));
  if (told !== undefined) activity.handOn('server', told);
  t.same(activity.of('server'), [kind(1, 2, ['u', 0, 2])]);
  t.end();
});

t.test('nothing is handed on for a server that was forgotten meanwhile', (t) => {
  const activity = start(t);
  activity.handOn('nobody', kind(1, 2, ['u', 3, 1]));
  t.equal(activity.size('nobody'), 0);
  t.end();
});

t.test('installations outlive the count of computers', (t) => {
  const activity = start(t);
  activity.add('server', kind(1, 2, ['u', 1, 0]));
  activity.clearCounts('server');
  t.same(activity.of('server'), [kind(1, 0, ['u', 1, 0])]);
  t.end();
});

t.test('a counter stays within what the wire can carry', (t) => {
  const activity = start(t);
  for (let turn = 0; turn < 2; turn++) activity.add('server', kind(1, 2, ['u', 0x7fffffff, 1]));
  t.equal(activity.of('server')[0]?.ActivitySummaries?.[0]?.InstallSuccessCount, 0x7fffffff);
  t.end();
});
