import t from 'tap';
import { testCatalog } from '../../helpers/catalogs.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { device, driverUpdate, inUse, picked, picks, type ShortQuestion } from './drivers.ts';

const FIRST = '11111111-1111-4111-8111-111111111111';
const SECOND = '22222222-2222-4222-8222-222222222222';

const a = device(['PCI\\A']);
const both = device(['PCI\\A', 'PCI\\B']);
const withDriver = (more?: Parameters<typeof inUse>[0]) =>
  device(['PCI\\A', 'PCI\\B'], { installed: inUse(more) });

t.test('a driver is found by a hardware id or a compatible id, in any case', (t) => {
  const updates = [driverUpdate(1, {})];
  t.same(picked(t, updates, device(['pci\\a'])), ['1.1: PCI\\A']);
  t.same(picked(t, updates, device([], { compatibleIds: ['Pci\\A'] })), ['1.1: PCI\\A']);
  t.same(picked(t, updates, device(['PCI\\AB'])), []);
  t.same(picked(t, updates, device([])), []);
  t.same(picked(t, updates, []), []);
  t.end();
});

t.test('of two drivers the better one is picked, each rule going before those after it', (t) => {
  const bottom = { driverVerDate: '2030-01-01', driverVerVersion: '65535.0.0.0' };
  const pairs: readonly (readonly [
    name: string,
    better: Parameters<typeof driverUpdate>[1],
    worse: Parameters<typeof driverUpdate>[1],
  ])[] = [
    [
      'an earlier computer id',
      { targetComputerHardwareIds: [FIRST], score: 0xfe, hardwareId: 'PCI\\B' },
      { ...bottom, targetComputerHardwareIds: [SECOND], score: 0 },
    ],
    [
      'any computer id against none',
      { distributionComputerHardwareIds: [SECOND.toUpperCase()], hardwareId: 'PCI\\B' },
      { ...bottom, score: 0 },
    ],
    ['a lower feature score', { score: 0x10, hardwareId: 'PCI\\B' }, { ...bottom, score: 0x11 }],
    ['a feature score against none, which is 255', { score: 0xfe, hardwareId: 'PCI\\B' }, bottom],
    ['an earlier hardware id', {}, { ...bottom, hardwareId: 'PCI\\B' }],
    ['a later date', { driverVerDate: '2023-04-19' }, { driverVerVersion: '65535.0.0.0' }],
    [
      'a later date in another form',
      { driverVerDate: '04/19/2023' },
      { driverVerDate: '2023-04-18T23:00:00Z' },
    ],
    ['a higher version', { driverVerVersion: '31.0.101.10000' }, { driverVerVersion: '31.0.101.9999' }],
    ['a higher version past 2^53', { driverVerVersion: '32.0.0.2' }, { driverVerVersion: '32.0.0.1' }],
    ['a higher version past 2^63', { driverVerVersion: '40000.0.0.0' }, { driverVerVersion: '32767.0.0.0' }],
    ['a higher WhqlDriverID', { whqlDriverId: '1000' }, { whqlDriverId: '999' }],
    [
      'a version against one that cannot be read',
      { driverVerVersion: '0.0.0.1' },
      { driverVerVersion: '99999.0.0.0' },
    ],
  ];
  for (const [name, better, worse] of pairs) {
    const question = { computerIds: [FIRST, SECOND] };
    const expected = `: ${better?.hardwareId ?? 'PCI\\A'}`;
    t.same(
      picked(t, [driverUpdate(1, better!), driverUpdate(2, worse!)], both, question),
      [`1.1${expected}`],
      name,
    );
    t.same(
      picked(t, [driverUpdate(1, worse!), driverUpdate(2, better!)], both, question),
      [`2.1${expected}`],
      name,
    );
  }
  t.end();
});

t.test('hardware ids go before compatible ids', (t) => {
  const updates = [
    driverUpdate(1, { hardwareId: 'PCI\\CC' }),
    driverUpdate(2, { driverVerDate: '2000-01-01' }),
  ];
  t.same(picked(t, updates, device(['PCI\\A'], { compatibleIds: ['PCI\\CC'] })), ['2.1: PCI\\A']);
  t.end();
});

t.test('a driver targeted to other computers is none', (t) => {
  const updates = [driverUpdate(1, { targetComputerHardwareIds: [FIRST] })];
  t.same(picked(t, updates, a, { computerIds: [SECOND] }), []);
  t.same(picked(t, updates, a), []);
  t.same(picked(t, updates, a, { computerIds: [SECOND, `{${FIRST}}`] }), ['1.1: PCI\\A']);
  t.end();
});

t.test('the feature score is that of the key sent, in any case; without a key none counts', (t) => {
  const scores = (operatingSystem: string, featureScore: number) => ({
    featureScores: [{ operatingSystem, featureScore }],
  });
  const updates = [
    driverUpdate(1, scores('amd64.10.0', 0x10)),
    driverUpdate(2, { ...scores('x86.10.0', 0), driverVerDate: '2023-04-19' }),
  ];
  t.same(picked(t, updates, a, { key: 'AMD64.10.0' }), ['1.1: PCI\\A']);
  t.same(picked(t, updates, a, { key: ' Amd64.10.0 ' }), ['1.1: PCI\\A']);
  t.same(picked(t, updates, a, { key: 'X86.10.0' }), ['2.1: PCI\\A']);
  t.same(
    picked(t, updates, a, { key: 'ARM64.10.0' }),
    ['2.1: PCI\\A'],
    'none has a score for it: the later one',
  );
  t.same(picked(t, updates, a, { key: null }), ['2.1: PCI\\A']);
  t.same(picked(t, updates, a, { key: '' }), ['2.1: PCI\\A']);
  t.end();
});

t.test('a driver that is not better than the one in use is not offered', (t) => {
  const offered = (
    row: Parameters<typeof driverUpdate>[1],
    installed: Parameters<typeof inUse>[0],
    question?: ShortQuestion,
  ) => picked(t, [driverUpdate(1, row!)], withDriver(installed), question).length === 1;
  const cases: readonly (readonly [name: string, ...Parameters<typeof offered>, expected: boolean])[] = [
    ['the same', {}, {}, {}, false],
    ['a later date', { driverVerDate: '2023-04-19' }, {}, {}, true],
    ['an earlier date', { driverVerDate: '2023-04-17', driverVerVersion: '99.0.0.0' }, {}, {}, false],
    ['the same day at another time', {}, { driverVerDate: '2023-04-18T17:00:00-07:00' }, {}, false],
    ['a higher version', { driverVerVersion: '31.0.101.2116' }, {}, {}, true],
    [
      'a version that is negative on the wire',
      { driverVerVersion: '40000.0.0.0' },
      { driverVerVersion: -1n },
      {},
      false,
    ],
    ['an id that is less specific', { hardwareId: 'PCI\\B', driverVerDate: '2030-01-01' }, {}, {}, false],
    ['an id that is more specific', { driverVerDate: '2000-01-01' }, { matchingId: 'pci\\b' }, {}, true],
    [
      'any id, when that of the driver in use is not listed',
      { hardwareId: 'PCI\\B', driverVerDate: '2000-01-01' },
      { matchingId: 'PCI\\Z' },
      {},
      true,
    ],
    [
      'a lower feature score',
      { score: 0x10, driverVerDate: '2000-01-01' },
      { driverRank: 0x00202000 },
      {},
      true,
    ],
    [
      'a higher feature score',
      { score: 0x30, driverVerDate: '2030-01-01' },
      { driverRank: 0x00202000 },
      {},
      false,
    ],
    ['no feature score', { driverVerDate: '2030-01-01' }, { driverRank: 0x00202000 }, {}, false],
    ['a rank that is not known', { score: 0xff, driverVerDate: '2030-01-01' }, { driverRank: 0 }, {}, true],
    [
      'a rank, and no key',
      { score: 0xff, driverVerDate: '2030-01-01' },
      { driverRank: 0x00202000 },
      { key: null },
      true,
    ],
    [
      'a computer id, against none',
      { targetComputerHardwareIds: [SECOND], score: 0xff, driverVerDate: '2000-01-01' },
      { driverRank: 0x00012000 },
      { computerIds: [FIRST, SECOND] },
      true,
    ],
    [
      'no computer id, against one',
      { score: 0, driverVerDate: '2030-01-01' },
      { matchingComputerHardwareId: SECOND },
      { computerIds: [FIRST, SECOND] },
      false,
    ],
    [
      'a later computer id',
      { targetComputerHardwareIds: [SECOND], driverVerDate: '2030-01-01' },
      { matchingComputerHardwareId: FIRST },
      { computerIds: [FIRST, SECOND] },
      false,
    ],
    [
      'a computer id the computer no longer has',
      { driverVerDate: '2030-01-01' },
      { matchingComputerHardwareId: SECOND },
      { computerIds: [FIRST] },
      true,
    ],
  ];
  for (const [name, row, installed, question, expected] of cases)
    t.equal(offered(row, installed, question), expected, name);
  t.end();
});

t.test('a revision out of scope does not compete', (t) => {
  const catalog = testCatalog(t);
  importUpdates(catalog, driverUpdate(1, {}), driverUpdate(2, { driverVerDate: '2030-01-01' }));
  t.same(picks(catalog, [a]), ['2.1: PCI\\A']);
  const [, second = 0] = catalog.view().snapshot.revisionIds;
  t.same(picks(catalog, [a], { outOfScope: [second] }), ['1.1: PCI\\A']);
  t.end();
});

t.test(
  'of an update only the latest revision found is picked, even where an earlier one is the better match',
  (t) => {
    const updates = [
      driverUpdate(1, { driverVerDate: '2030-01-01' }),
      { ...driverUpdate(1, {}), revision: 2 },
      driverUpdate(2, { driverVerDate: '2023-04-19' }),
    ];
    t.same(picked(t, updates.slice(0, 2), a), ['1.2: PCI\\A']);
    t.same(picked(t, updates, a), ['2.1: PCI\\A']);
    t.end();
  },
);

t.test(
  'a revision that is best for several devices is picked once, with the ids as its document spells them',
  (t) => {
    const rows = ['USB\\Vid_2', 'PCI\\b', 'PCI\\A'].map((hardwareId) => ({ hardwareId }));
    const devices = ['pci\\a', 'usb\\vid_2', 'PCI\\A'].map((id) => device([id]));
    t.same(picked(t, [driverUpdate(1, ...rows)], devices), ['1.1: PCI\\A USB\\Vid_2']);
    t.same(
      picked(t, [driverUpdate(1, ...rows)], device(['pci\\b', 'pci\\a'])),
      ['1.1: PCI\\b'],
      'only the id it was best for',
    );
    t.end();
  },
);
