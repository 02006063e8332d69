import fc from 'fast-check';
import t, { type Test } from 'tap';
import { type Catalog, openCatalog } from '../../../catalog/catalog.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { createSeededRandomness } from '../../../platform/randomness.ts';
import { idOf, importUpdates } from '../../helpers/documents.ts';
import { toldBy } from '../../helpers/view-content.ts';

const failed = new Error('the write fails');

/** One thing done to a catalogue. */
type Step =
  | { readonly kind: 'import'; readonly id: number; readonly revision: number; readonly needs: number[] }
  | { readonly kind: 'approve'; readonly id: number; readonly group: number; readonly block: boolean }
  | { readonly kind: 'unapprove'; readonly id: number; readonly group: number }
  | { readonly kind: 'decline' | 'undecline'; readonly id: number }
  | { readonly kind: 'move' | 'assign'; readonly group: number; readonly to: number }
  | { readonly kind: 'look' };
/** Things done in one write. */
interface Turn {
  readonly steps: readonly Step[];
  readonly fails: boolean;
  readonly connection: 0 | 1;
}

const groups = ['All Computers', 'A', 'B', 'C'];
const computers = ['pc-0', 'pc-1', 'nobody'];
const id = fc.integer({ min: 1, max: 6 });
const group = fc.nat(3);
const kinds = <K extends string>(...words: K[]) => fc.constantFrom(...words);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: kinds('import'),
    id,
    revision: fc.integer({ min: 1, max: 3 }),
    needs: fc.array(id, { maxLength: 2 }),
  }),
  fc.record({ kind: kinds('approve'), id, group, block: fc.boolean() }),
  fc.record({ kind: kinds('unapprove'), id, group }),
  fc.record({ kind: kinds('decline', 'undecline'), id }),
  fc.record({ kind: kinds('move', 'assign'), group, to: group }),
  fc.record({ kind: kinds('look') }),
);
const turn: fc.Arbitrary<Turn> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  fails: fc.boolean(),
  connection: fc.constantFrom(0, 1),
});

function assign(catalog: Catalog, computer: string, name: string): void {
  const { groupId } = catalog.groups.require(name);
  catalog.write(() => catalog.computers.assign(computer, name === groups[0] ? [] : [groupId]));
}

function take(catalog: Catalog, one: Step): void {
  const { approvals } = catalog;
  if (one.kind === 'look') catalog.view().changedAfter(0);
  else if (one.kind === 'import') {
    const needs = one.needs.filter((need) => need < one.id).map((need) => [need]);
    importUpdates(catalog, { id: one.id, revision: one.revision, needs });
  } else if (one.kind === 'approve') {
    const action = one.block ? 'Block' : 'Install';
    approvals.approve({ updateId: idOf(one.id), group: groups[one.group] ?? '', action });
  } else if (one.kind === 'unapprove') approvals.unapprove(idOf(one.id), groups[one.group]);
  else if (one.kind === 'decline' || one.kind === 'undecline') approvals[one.kind](idOf(one.id));
  else if (one.kind === 'move') catalog.groups.move(groups[one.group] ?? '', groups[one.to] ?? '');
  else if (one.kind === 'assign') assign(catalog, `pc-${one.group % 2}`, groups[one.to] ?? '');
}

function open(test: Test, file: string): Catalog {
  const catalog = openCatalog({
    file,
    clock: createVirtualClock('2026-11-01T10:20:30Z'),
    randomness: createSeededRandomness('catalog'),
    lookMilliseconds: 0,
  });
  test.teardown(() => catalog.close());
  return catalog;
}

t.test('after whatever was done or failed, an old connection tells the same as a fresh one', (t) => {
  const folder = t.testdir();
  let run = 0;
  fc.assert(
    fc.property(fc.array(turn, { minLength: 1, maxLength: 12 }), (turns) => {
      const file = `${folder}/${run++}.db`;
      const connections = [open(t, file), open(t, file)] as const;
      for (const name of groups.slice(1)) connections[0].groups.create(name);
      for (const computer of ['pc-0', 'pc-1'])
        connections[0].write(() => connections[0].computers.introduce(computer, computer, 'A', 0));
      for (const { steps, fails, connection } of turns) {
        const catalog = connections[connection];
        try {
          catalog.write(() => {
            for (const one of steps) take(catalog, one);
            if (fails) throw failed;
          });
        } catch {
          // A step that is refused fails the write just as well.
        }
      }
      const fresh = open(t, file);
      const points = Array.from({ length: fresh.view().change + 2 }, (_, change) => change);
      const expected = toldBy(fresh, points, computers);
      for (const catalog of connections) t.strictSame(toldBy(catalog, points, computers), expected);
      for (const catalog of [...connections, fresh]) catalog.close();
    }),
    { numRuns: 60 },
  );
  t.end();
});
