import fc from 'fast-check';
import t from 'tap';
import type { DeviceDriver, DeviceSpec } from '../../../catalog/drivers/device-spec.ts';
import type { DriverSpec } from '../../../protocol/metadata/build-document-spec.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { driver, driverUpdate, KEY, picks, type ShortDriver } from './drivers.ts';

/** The rules of [MS-WUSP] §3.1.5.7 written anew, pair by pair and slowly, to judge what is picked. */

const COMPUTERS = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);

interface Entry {
  readonly update: number;
  readonly row: DriverSpec;
}

interface Facts {
  /** Computer id, feature score, hardware id: the lower the better. NaN: not known. */
  readonly low: readonly number[];
  /** Day and version in text that sorts as they do: the higher the better. */
  readonly high: readonly string[];
}

function isBetter(a: Facts, b: Facts): boolean {
  for (const [at, value] of a.low.entries()) {
    const other = b.low[at] ?? Number.NaN;
    if (value < other) return true;
    if (value > other) return false;
  }
  for (const [at, value] of a.high.entries()) if (value !== b.high[at]) return value > (b.high[at] ?? '');
  return false;
}

function indexIn(list: readonly string[], id: string | undefined): number {
  const at = list.findIndex((one) => one.toUpperCase() === id?.toUpperCase());
  return at === -1 ? 1e9 : at;
}

function hexOf(version: string): string {
  return version
    .split('.')
    .map((part) => Number(part).toString(16).padStart(4, '0'))
    .join('');
}

function idsOf({ hardwareIds, compatibleIds }: DeviceSpec): string[] {
  return hardwareIds.concat(compatibleIds);
}

/** The ids a row is targeted to; undefined when it is for every computer. */
function targetsOf(row: DriverSpec): string[] | undefined {
  const { distributionComputerHardwareIds: one, targetComputerHardwareIds: other } = row;
  if (one.length === 0 && other.length === 0) return undefined;
  if (one.length === 0 || other.length === 0) return [...one, ...other];
  return one.filter((id) => other.includes(id));
}

function factsOf({ row }: Entry, { device, computers, hasKey }: Question): Facts {
  const places = (targetsOf(row) ?? []).map((id) => indexIn(computers, id));
  const score = row.featureScores.find((one) => one.operatingSystem === KEY)?.featureScore ?? 255;
  return {
    low: [Math.min(1e9, ...places), hasKey ? score : Number.NaN, indexIn(idsOf(device), row.hardwareId)],
    high: [row.driverVerDate, hexOf(row.driverVerVersion)],
  };
}

function factsOfInstalled(
  installed: DeviceDriver,
  { device, computers }: Question,
  isExtension: boolean,
): Facts {
  const score = installed.driverRank === 0 ? Number.NaN : Math.floor(installed.driverRank / 65536) % 256;
  const place = isExtension ? Number.NaN : indexIn(idsOf(device), installed.matchingId);
  const { driverVerVersion: version } = installed;
  return {
    low: [indexIn(computers, installed.matchingComputerHardwareId), score, place],
    high: [
      installed.driverVerDate,
      (version < 0n ? version + 2n ** 64n : version).toString(16).padStart(16, '0'),
    ],
  };
}

interface Question {
  readonly device: DeviceSpec;
  readonly computers: readonly string[];
  readonly hasKey: boolean;
  readonly removed: readonly number[];
}

/** Every set of equally good winners, of each of which exactly one is to be picked. */
function winners(entries: readonly Entry[], question: Question): Entry[][] {
  const { device, computers, removed } = question;
  const fitting = entries.filter(({ row }) => {
    const targets = targetsOf(row);
    const isForComputer = targets === undefined || targets.some((id) => indexIn(computers, id) < 1e9);
    return isForComputer && indexIn(idsOf(device), row.hardwareId) < 1e9;
  });
  const isRemoved = ({ update }: Entry) => removed.includes(update);
  const isExtension = ({ row }: Entry) => row.class === 'Extension';
  const sets = [
    remaining(
      base(
        fitting.filter((one) => !isRemoved(one) && !isExtension(one)),
        device,
      ),
      question,
    ).filter(
      (one) =>
        !device.installed ||
        isBetter(factsOf(one, question), factsOfInstalled(device.installed, question, false)),
    ),
  ];
  const extensions = fitting.filter((one) => !isRemoved(one) && isExtension(one));
  for (const line of groups(extensions, ({ row }) =>
    [row.provider, row.manufacturer, row.model].join('/').toLowerCase(),
  )) {
    sets.push(
      remaining(line, question).filter((one) =>
        device.extensions.every((other) =>
          isBetter(factsOf(one, question), factsOfInstalled(other, question, true)),
        ),
      ),
    );
  }
  for (const update of groups(fitting.filter(isRemoved), (one) => String(one.update))) {
    if (device.recoveryIds.includes(idOf(update[0]!.update))) sets.push(remaining(update, question));
  }
  return sets.filter((set) => set.length > 0);
}

/** The rule of printers. */
function base(entries: readonly Entry[], { installed }: DeviceSpec): Entry[] {
  return entries.filter(
    ({ row }) =>
      installed?.class !== 'Printer' ||
      (row.provider.toLowerCase() === installed.provider?.toLowerCase() &&
        row.manufacturer.toLowerCase() === installed.manufacturer?.toLowerCase()),
  );
}

/** What remains when of every pair the one that is not better is discarded; more than one only when none is better. */
function remaining(entries: readonly Entry[], question: Question): Entry[] {
  return entries.filter(
    (one) => !entries.some((other) => isBetter(factsOf(other, question), factsOf(one, question))),
  );
}

function groups(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[][] {
  const keys = [...new Set(entries.map(keyOf))];
  return keys.map((key) => entries.filter((one) => keyOf(one) === key));
}

const hardwareId = fc.constantFrom('PCI\\A', 'PCI\\B', 'USB\\C', 'USB\\D');
const date = fc.constantFrom('2023-04-17', '2023-04-18', '2023-05-01');
const version = fc.constantFrom('1.0.0.0', '32.0.0.1', '32.0.0.2', '32768.0.0.0', '65535.65535.65535.65535');
const maker = fc.constantFrom('Contoso', 'CONTOSO', 'Fabrikam');
const targets = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  fc.uniqueArray(fc.constantFrom(...COMPUTERS), { maxLength: 2 }),
);

const rows: fc.Arbitrary<ShortDriver> = fc
  .record({
    hardwareId,
    driverVerDate: date,
    driverVerVersion: version,
    class: fc.constantFrom('Display', 'Display', 'Printer', 'Extension'),
    manufacturer: maker,
    provider: maker,
    model: fc.constantFrom('One', 'Two'),
    whqlDriverId: fc.constantFrom('1', '2'),
    score: fc.constantFrom(undefined, 0, 0x10, 0xff),
    distributionComputerHardwareIds: targets,
    targetComputerHardwareIds: targets,
  })
  .map(({ score, ...row }) => ({ ...row, ...(score !== undefined && { score }) }));

const driversInUse: fc.Arbitrary<DeviceDriver> = fc.record({
  matchingId: fc.option(hardwareId, { nil: undefined }),
  driverVerDate: date,
  driverVerVersion: version.map((text) => BigInt.asIntN(64, BigInt(`0x${hexOf(text)}`))),
  class: fc.constantFrom('Display', 'Printer'),
  manufacturer: maker,
  provider: maker,
  matchingComputerHardwareId: fc.option(fc.constantFrom(...COMPUTERS), { nil: undefined }),
  driverRank: fc.constantFrom(0, 0x00002000, 0x00102001, 0x0dff0000),
});

const ids = fc.uniqueArray(
  fc.tuple(hardwareId, fc.boolean()).map(([id, isLower]) => (isLower ? id.toLowerCase() : id)),
  {
    maxLength: 3,
  },
);

const devices: fc.Arbitrary<DeviceSpec> = fc.record({
  hardwareIds: ids,
  compatibleIds: ids,
  installed: fc.option(driversInUse, { nil: undefined }),
  extensions: fc.array(driversInUse, { maxLength: 2 }),
  recoveryIds: fc.subarray([1, 2, 3, 4]).map((numbers) => numbers.map(idOf)),
});

const cases = fc.record({
  updates: fc.array(fc.array(rows, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
  asked: fc.array(devices, { minLength: 1, maxLength: 4 }),
  computers: fc.shuffledSubarray(COMPUTERS),
  hasKey: fc.boolean(),
  removed: fc.subarray([1, 2], { maxLength: 1 }),
});

t.test(
  'what a slow reading of the rules finds best is picked, for one device and for several together',
  (t) => {
    fc.assert(
      fc.property(cases, ({ updates, asked, computers, hasKey, removed }) => {
        const catalog = testCatalog(t);
        importUpdates(catalog, ...updates.map((list, at) => driverUpdate(at + 1, ...list)));
        const entries = updates.flatMap((list, at) =>
          list.map((row) => ({ update: at + 1, row: driver(row) })),
        );
        const question = { computerIds: computers, key: hasKey ? KEY : null, removed };
        const alone = asked.map((device) => {
          const found = picks(catalog, [device], question);
          const sets = winners(entries, { device, computers, hasKey, removed });
          const named = found.flatMap((pick) => {
            const [update = '', list = ''] = pick.split('.1: ');
            return list.split(' ').map((id) => `${update}: ${id}`);
          });
          const expected = sets.map((set) => set.map(({ update, row }) => `${update}: ${row.hardwareId}`));
          for (const set of expected)
            t.ok(
              set.some((one) => named.includes(one)),
              `one of ${set.join()} in ${named.join()}`,
            );
          for (const one of named)
            t.ok(
              expected.some((set) => set.includes(one)),
              `${one} in ${JSON.stringify(expected)}`,
            );
          t.ok(named.length <= sets.length, 'one of each set');
          return named;
        });
        const together = picks(catalog, asked, question).flatMap((pick) => {
          const [update = '', list = ''] = pick.split('.1: ');
          return list.split(' ').map((id) => `${update}: ${id}`);
        });
        t.same(together.sort(), [...new Set(alone.flat())].sort());
        catalog.close();
      }),
      { numRuns: 300, endOnFailure: true },
    );
    t.end();
  },
);
