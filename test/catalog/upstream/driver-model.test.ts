import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Catalog } from '../../../catalog/catalog.ts';
import { driverSetIdOf } from '../../../catalog/upstream/driver-set-ids.ts';
import { versionOf } from '../../../protocol/soap/protocol-version.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { computerOf, importDrivers } from './driver-updates.ts';

const RUNS = 20;
const DEVICES = ['PCI\\A', 'PCI\\B'];
const COMPUTERS = [1, 2];
const CATEGORIES = [51, 52];

/** A revision that arrives: the next one of its driver. */
interface Arrival {
  readonly driver: number;
  readonly devices: readonly string[];
  readonly targets: readonly number[];
  readonly distribution: readonly number[];
  readonly categories: readonly number[];
  readonly expired: boolean;
}

interface Asked<T> {
  readonly of: T;
  readonly delta: boolean;
}

interface Question {
  readonly isFirst: boolean;
  readonly devices: readonly Asked<string>[];
  readonly computers: readonly Asked<number>[];
  readonly categories: readonly Asked<number>[];
}

interface Listed {
  readonly revisions: readonly string[];
  readonly sets: readonly number[];
  readonly removed: readonly number[];
}

interface Revision extends Arrival {
  readonly place: number;
  readonly number: number;
}

/** The history as revisions that know their place and number. */
function numbered(history: readonly Arrival[]): Revision[] {
  return history.map((arrival, place) => ({
    ...arrival,
    place,
    number: history.slice(0, place + 1).filter(({ driver }) => driver === arrival.driver).length,
  }));
}

/** What the rules say, worked out by going through everything; `known` arrivals came before the anchor. */
function expected(history: readonly Arrival[], known: number, question: Question): Listed {
  const all = numbered(history);
  const newest = (until: number) =>
    all.filter(
      (one) =>
        one.place < until &&
        !all.some((n) => n.driver === one.driver && n.place < until && n.number > one.number),
    );
  const within = (one: Revision) =>
    question.categories.length === 0 || question.categories.some(({ of }) => one.categories.includes(of));
  const isWhole = (one: Revision) =>
    question.categories.some(({ of, delta }) => !delta && one.categories.includes(of));
  const isFresh = (one: Revision) => question.isFirst || one.place >= known || isWhole(one);
  const setAt = (computer: number, until: number) =>
    newest(until).filter(
      (one) => !one.expired && within(one) && [...one.targets, ...one.distribution].includes(computer),
    );
  const now = history.length;
  const named = COMPUTERS.filter((computer) => question.computers.some(({ of }) => of === computer));
  const sets = named.filter((computer) => {
    const set = setAt(computer, now);
    const whole = question.computers.some(({ of, delta }) => of === computer && !delta);
    return set.length > 0 && (whole || set.some(isFresh));
  });
  const plain = newest(now).filter(
    (one) =>
      within(one) &&
      question.devices.some(({ of, delta }) => one.devices.includes(of) && (!delta || isFresh(one))),
  );
  const removed = question.isFirst
    ? []
    : named.filter((one) => setAt(one, now).length === 0 && setAt(one, known).length > 0);
  const listed = new Set(
    [...plain, ...sets.flatMap((computer) => setAt(computer, now))].map(({ place }) => place),
  );
  return {
    revisions: all
      .filter(({ place }) => listed.has(place))
      .map(({ driver, number }) => `${driver}.${number}`),
    sets,
    removed,
  };
}

const asked = <T>(of: readonly T[]) =>
  fc.uniqueArray(fc.record({ of: fc.constantFrom(...of), delta: fc.boolean() }), {
    selector: (one) => one.of,
    maxLength: of.length,
  });
const arrival = fc.record({
  driver: fc.integer({ min: 101, max: 102 }),
  devices: fc.subarray(DEVICES, { minLength: 1 }),
  targets: fc.subarray(COMPUTERS, { maxLength: 1 }),
  distribution: fc.subarray(COMPUTERS, { maxLength: 1 }),
  categories: fc.subarray(CATEGORIES),
  expired: fc.boolean(),
});
const question: fc.Arbitrary<Question> = fc.record({
  isFirst: fc.boolean(),
  devices: asked(DEVICES),
  computers: asked(COMPUTERS),
  categories: asked(CATEGORIES),
});

/** A catalogue with `history`, and the moments by how much of it had arrived. */
function catalogueOf(t: Test, history: readonly Arrival[]): { catalog: Catalog; moments: number[] } {
  const catalog = testCatalog(t);
  importUpdates(catalog, ...CATEGORIES.map((id) => ({ id, type: 'Category' as const })));
  const moments = [catalog.changes.pointInTime().moment];
  for (const { driver, number, categories, place: _place, ...rest } of numbered(history)) {
    importDrivers(catalog, { id: driver, revision: number, in: categories, ...rest });
    moments.push(catalog.changes.pointInTime().moment);
  }
  return { catalog, moments };
}

/** What the catalogue lists after the moment `after`. */
function actual(catalog: Catalog, after: number, asking: Question): Listed {
  const listed = catalog.driverSets.list({
    ...(!asking.isFirst && { after }),
    categories: asking.categories.map(({ of, delta }) => ({ updateId: idOf(of), delta })),
    computerIds: asking.computers.map(({ of, delta }) => ({ id: computerOf(of), delta })),
    hardwareIds: asking.devices.map(({ of, delta }) => ({ id: of, delta })),
    protocol: versionOf(1, 20),
  });
  const numbers = (sets: readonly string[]) =>
    COMPUTERS.filter((computer) => sets.includes(driverSetIdOf(computerOf(computer))));
  return {
    revisions: listed.revisions.map((one) => `${Number(one.updateId.slice(-12))}.${one.revisionNumber}`),
    sets: numbers(listed.newSets),
    removed: numbers(listed.removedSets),
  };
}

t.test('the lists are those that going through the whole history gives', (t) => {
  const told = { revisions: 0, sets: 0, removed: 0 };
  const check = (history: readonly Arrival[], questions: readonly Question[]) => {
    const { catalog, moments } = catalogueOf(t, history);
    for (const [known, moment] of moments.entries()) {
      for (const asking of questions) {
        const wanted = expected(history, known, asking);
        deepStrictEqual(actual(catalog, moment, asking), wanted);
        told.revisions += wanted.revisions.length;
        told.sets += wanted.sets.length;
        told.removed += wanted.removed.length;
      }
    }
  };
  const histories = fc.array(arrival, { minLength: 4, maxLength: 8 });
  const questions = fc.array(question, { minLength: 10, maxLength: 20 });
  fc.assert(fc.property(histories, questions, check), { numRuns: RUNS, seed: 20_261_101 });
  t.comment(JSON.stringify(told));
  t.ok(Math.min(...Object.values(told)) >= 50, 'each list had something in it often enough');
  t.end();
});
