import fc from 'fast-check';
import type { ShortUpdate } from './documents.ts';

/** A catalogue no administrator would make, and what a client has and does. */
export interface OddCatalogue {
  /** Every revision, in the order of import. */
  readonly updates: readonly ShortUpdate[];
  /** Numbers of updates that are declined before the scan. */
  readonly declined: readonly number[];
  /** Non-leaf updates that turn out not to be installed. */
  readonly absent: readonly number[];
  readonly devices: readonly (readonly string[])[];
  readonly pageSize: number;
  readonly delivery: 'staged' | 'closure';
  /** What an administrator does after so many calls of the scan. */
  readonly late: readonly LateChange[];
  /** Whether bundles may name any revision, be it an old one. */
  readonly hasOddBundles: boolean;
  /** Whether updates may need each other in a circle. */
  readonly hasCircles: boolean;
}

/** A change in the middle of a scan. */
export interface LateChange {
  readonly afterCalls: number;
  readonly revision?: ShortUpdate;
  readonly decline?: number;
}

/** Updates of a catalogue, at most. */
const MOST_UPDATES = 10;
const IDS = ['PCI\\A', 'PCI\\B', 'USB\\C', 'USB\\D'];

const anyId = fc.integer({ min: 1, max: MOST_UPDATES + 1 });
const anyClauses = fc.oneof(
  { arbitrary: fc.constant<number[][]>([]), weight: 2 },
  {
    arbitrary: fc.array(fc.array(anyId, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    weight: 3,
  },
);
const anyType = fc.constantFrom<NonNullable<ShortUpdate['type']>>(
  ...(['Software', 'Software', 'Software', 'Category', 'Detectoid', 'Driver', 'Driver'] as const),
);
const anyUpdate = fc.record({
  type: anyType,
  isDeployable: fc.boolean(),
  revisions: fc.array(fc.record({ needs: anyClauses, in: fc.array(anyId, { maxLength: 1 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  members: fc.array(fc.tuple(anyId, fc.integer({ min: 1, max: 3 })), { maxLength: 2 }),
  drivers: fc.array(fc.record({ id: fc.constantFrom(...IDS), day: fc.integer({ min: 10, max: 28 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});
type AnyUpdate = typeof anyUpdate extends fc.Arbitrary<infer T> ? T : never;

/**
 * Any odd catalogue, delivered in one of these ways; shrinks to a small one. In a closure nothing needs a driver:
 * whether a client comes to have one is not for the server to say.
 */
export function oddCatalogues(...deliveries: OddCatalogue['delivery'][]): fc.Arbitrary<OddCatalogue> {
  return fc.record({ ...anyParts, delivery: fc.constantFrom(...deliveries) }).map(assemble);
}

const anyParts = {
  drafts: fc.array(anyUpdate, { minLength: 1, maxLength: MOST_UPDATES }),
  isBackwards: fc.boolean(),
  hasOddBundles: fc.oneof(
    { arbitrary: fc.constant(false), weight: 2 },
    { arbitrary: fc.boolean(), weight: 1 },
  ),
  hasCircles: fc.boolean(),
  declined: fc.array(anyId, { maxLength: 2 }),
  absent: fc.array(anyId, { maxLength: 3 }),
  devices: fc.array(fc.subarray(IDS, { minLength: 1 }), { minLength: 1, maxLength: 3 }),
  pageSize: fc.integer({ min: 1, max: 4 }),
  late: fc.array(
    fc.record({ afterCalls: fc.nat(6), which: fc.nat(), needs: anyClauses, isDecline: fc.boolean() }),
    { maxLength: 2 },
  ),
};
type Parts = {
  readonly [K in keyof typeof anyParts]: (typeof anyParts)[K] extends fc.Arbitrary<infer T> ? T : never;
};

function assemble({
  drafts,
  isBackwards,
  declined,
  late,
  ...rest
}: Parts & Pick<OddCatalogue, 'delivery'>): OddCatalogue {
  const mayNeed = (update: ShortUpdate, id: number): boolean =>
    (rest.hasCircles || id < update.id || id > drafts.length) &&
    (rest.delivery === 'staged' || drafts[id - 1]?.type !== 'Driver');
  const sane = (update: ShortUpdate): ShortUpdate => ({
    ...update,
    needs: (update.needs ?? [])
      .map((clause) => clause.filter((id) => mayNeed(update, id)))
      .filter(({ length }) => length > 0),
    in: (update.in ?? []).filter((id) => mayNeed(update, id)),
  });
  const updates = drafts
    .flatMap((draft, at) => revisionsOf(draft, at + 1, drafts, rest.hasOddBundles))
    .map(sane);
  const isMember = new Set(updates.flatMap(({ bundles = [] }) => bundles.flat().map(([id]) => id)));
  // What a declined bundle leaves behind is another matter, so bundles themselves stay.
  const mayGo = (id: number): boolean => drafts[id - 1]?.members.length === 0;
  return {
    ...rest,
    updates: isBackwards ? updates.toReversed() : updates,
    declined: [...new Set(declined)].filter(mayGo),
    late: late.flatMap(({ afterCalls, which, needs, isDecline }, turn): LateChange[] => {
      const id = (which % drafts.length) + 1;
      if (isDecline) return mayGo(id) ? [{ afterCalls, decline: id }] : [];
      const last = updates.findLast((update) => update.id === id);
      if (last === undefined || (isMember.has(id) && !rest.hasOddBundles)) return [];
      return [{ afterCalls, revision: sane({ ...last, revision: 10 + turn, needs }) }];
    }),
  };
}

function revisionsOf(
  { type, isDeployable, revisions, members, drivers }: AnyUpdate,
  id: number,
  drafts: readonly AnyUpdate[],
  hasOddBundles: boolean,
): readonly ShortUpdate[] {
  const isSoftware = type === 'Software';
  const bundles = members
    // Upwards only, so that no bundle is in itself; and each member once.
    .filter(([member], at) => member > id && members.findIndex(([other]) => other === member) === at)
    .filter(([member]) => drafts[member - 1]?.type === 'Software')
    .map(([member, number]) => [
      [member, revisionFor(drafts[member - 1]?.revisions.length ?? 1, number, hasOddBundles)] as const,
    ]);
  return revisions.map(({ needs, in: categories }, at) => ({
    id,
    revision: at + 1,
    type,
    needs,
    in: categories,
    ...(isSoftware && { deployable: isDeployable, bundles }),
    ...(type === 'Driver' && {
      more: { drivers: drivers.map(({ id: hardwareId, day }) => rowOf(hardwareId, day)) },
    }),
  }));
}

/** The newest of `count` revisions, or, in an odd bundle, any of them. */
function revisionFor(count: number, number: number, isOdd: boolean): number {
  return isOdd ? Math.min(number, count) : count;
}

function rowOf(hardwareId: string, day: number) {
  return {
    hardwareId,
    ...{
      driverVerDate: `2023-04-${day}`,
      driverVerVersion: `1.0.0.${day}`,
      class: 'Display',
      whqlDriverId: '1',
    },
    ...{ manufacturer: 'Contoso', provider: 'Contoso', model: 'Contoso Graphics' },
    ...{ featureScores: [], distributionComputerHardwareIds: [], targetComputerHardwareIds: [] },
  };
}
