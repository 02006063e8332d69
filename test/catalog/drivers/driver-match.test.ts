import t from 'tap';
import { computerPlaceOf } from '../../../catalog/drivers/computer-targeting.ts';
import {
  compareMatches,
  compareStandings,
  type DriverMatch,
  type Standing,
  standingOfExtension,
  standingOfInstalled,
  UNPLACED,
} from '../../../catalog/drivers/driver-match.ts';
import type { TargetRow } from '../../../catalog/drivers/driver-rows.ts';
import { foldGuid, foldHardwareId, placesOf } from '../../../catalog/drivers/id-places.ts';
import { inUse } from './drivers.ts';

const middle: Standing = {
  computerPlace: 3,
  featureScore: 0x20,
  devicePlace: 3,
  day: 20230418,
  version: 10n,
};

/** The rules of §3.1.5.7, the strongest first: what is better and what is worse than `middle`. */
const RULES: readonly { name: string; better: Partial<Standing>; worse: Partial<Standing> }[] = [
  {
    name: 'a computer id listed earlier is better',
    better: { computerPlace: 2 },
    worse: { computerPlace: UNPLACED },
  },
  {
    name: 'of equal computer ids a lower feature score is better',
    better: { featureScore: 0x1f },
    worse: { featureScore: 0xff },
  },
  {
    name: 'of equal feature scores an id listed earlier in the device is better',
    better: { devicePlace: 2 },
    worse: { devicePlace: UNPLACED },
  },
  { name: 'of equal ids the later date is better', better: { day: 20230419 }, worse: { day: 20221231 } },
  {
    name: 'of equal dates the higher version is better',
    better: { version: 2n ** 63n + 1n },
    worse: { version: 9n },
  },
];

RULES.forEach(({ name, better, worse }, at) => {
  t.test(name, (t) => {
    t.equal(compareStandings({ ...middle, ...better }, middle), -1);
    t.equal(compareStandings(middle, { ...middle, ...better }), 1);
    t.equal(compareStandings({ ...middle, ...worse }, middle), 1);
    t.end();
  });

  t.test(`${name}, whatever the rules after it say`, (t) => {
    const after = RULES.slice(at + 1);
    const worseAfter = Object.assign({}, ...after.map((rule) => rule.worse)) as Partial<Standing>;
    t.equal(compareStandings({ ...middle, ...better, ...worseAfter }, middle), -1);
    t.end();
  });
});

t.test('equal in all is better in none', (t) => {
  t.equal(compareStandings(middle, { ...middle }), 0);
  t.end();
});

t.test('a feature score or a place that is not known leaves the decision to the next rule', (t) => {
  const unknown = { ...middle, featureScore: undefined, devicePlace: undefined };
  t.equal(compareStandings({ ...unknown, day: 20230419 }, middle), -1);
  t.equal(compareStandings(middle, { ...unknown, day: 20230419 }), 1);
  t.equal(compareStandings(unknown, { ...middle, featureScore: 0 }), 0);
  t.end();
});

t.test('what the rules leave open is decided by WhqlDriverID, then RevisionID, then the row', (t) => {
  const match: DriverMatch = { ...middle, whqlDriverId: 5, revisionId: 5, driverKey: 5 };
  const worse: readonly Partial<DriverMatch>[] = [
    { whqlDriverId: 4, revisionId: 9, driverKey: 1 },
    { revisionId: 4, driverKey: 1 },
    { driverKey: 6 },
  ];
  for (const other of worse) {
    t.equal(compareMatches(match, { ...match, ...other }), -1, JSON.stringify(other));
    t.equal(compareMatches({ ...match, ...other }, match), 1);
  }
  t.equal(compareMatches(match, { ...match }), 0);
  t.equal(compareMatches(match, { ...match, day: 20230419, whqlDriverId: 1 }), 1, 'the rules go first');
  t.end();
});

const computerIds = placesOf(['{AAAA}', 'bbbb', 'AAAA'], foldGuid);
const deviceIds = placesOf(['PCI\\A', 'PCI\\B', 'pci\\a'], foldHardwareId);

t.test('of an id that is listed twice the earlier place counts', (t) => {
  t.same(
    [...computerIds],
    [
      ['aaaa', 0],
      ['bbbb', 1],
    ],
  );
  t.same(
    [...deviceIds],
    [
      ['pci\\a', 0],
      ['pci\\b', 1],
    ],
  );
  t.end();
});

t.test('the driver in use stands where its ids are listed, and last where they are not', (t) => {
  const at = (more: Parameters<typeof inUse>[0]) => standingOfInstalled(inUse(more), computerIds, deviceIds);
  t.equal(at({ matchingId: 'pci\\B' }).devicePlace, 1);
  t.equal(at({ matchingId: 'PCI\\C' }).devicePlace, UNPLACED);
  t.equal(at({ matchingId: undefined }).devicePlace, UNPLACED);
  t.equal(at({ matchingComputerHardwareId: 'BBBB' }).computerPlace, 1);
  t.equal(at({ matchingComputerHardwareId: '{aaaa}' }).computerPlace, 0);
  t.equal(at({ matchingComputerHardwareId: 'cccc' }).computerPlace, UNPLACED);
  t.equal(at({}).computerPlace, UNPLACED);
  t.equal(at({ driverVerVersion: -1n }).version, 2n ** 64n - 1n);
  t.end();
});

t.test('its feature score is bits 16 to 23 of its rank, and not known where the rank is 0', (t) => {
  const ranks: readonly (readonly [rank: number, score: number | undefined])[] = [
    [0x0dff0000, 0xff],
    [0x00ff2001, 0xff],
    [0x00202000, 0x20],
    [0x00002000, 0],
    [1, 0],
    [0x80102000 | 0, 0x10],
    [0x80102000, 0x10],
    [0, undefined],
  ];
  for (const [driverRank, score] of ranks) {
    const standing = standingOfInstalled(inUse({ driverRank }), computerIds, deviceIds);
    t.equal(standing.featureScore, score, driverRank.toString(16));
  }
  t.end();
});

t.test('an extension driver in use does not say which id of the device it matched', (t) => {
  const { devicePlace, ...rest } = standingOfExtension(inUse({ driverRank: 0x00402000 }), computerIds);
  t.equal(devicePlace, undefined);
  t.match(rest, { computerPlace: UNPLACED, featureScore: 0x40, day: 20230418 });
  t.end();
});

t.test('the computers a driver is for', (t) => {
  const distribution = (computerHardwareId: string): TargetRow => ({
    kind: 'distribution',
    computerHardwareId,
  });
  const target = (computerHardwareId: string): TargetRow => ({ kind: 'target', computerHardwareId });
  const cases: readonly (readonly [name: string, rows: TargetRow[], place: number | undefined])[] = [
    ['none named: every computer, after any targeted match', [], UNPLACED],
    ['by distribution', [distribution('bbbb')], 1],
    ['by the INF file', [target('bbbb')], 1],
    ['the best of several', [target('bbbb'), target('cccc'), target('aaaa')], 0],
    ['with braces and in any case', [target('{BBBB}')], 1],
    ['others only', [target('cccc')], undefined],
    ['others only, by distribution', [distribution('cccc')], undefined],
    ['both: those in both lists', [distribution('aaaa'), distribution('bbbb'), target('bbbb')], 1],
    ['both, with none in common', [distribution('aaaa'), target('bbbb')], undefined],
    [
      'both, with only another computer in common',
      [distribution('aaaa'), distribution('cccc'), target('cccc')],
      undefined,
    ],
  ];
  for (const [name, rows, place] of cases) t.equal(computerPlaceOf(rows, computerIds), place, name);
  t.equal(computerPlaceOf([target('aaaa')], new Map()), undefined, 'a computer without ids');
  t.end();
});
