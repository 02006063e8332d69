import fc from 'fast-check';
import t from 'tap';
import type { ClauseColumns } from '../../../catalog/graph/clause-columns.ts';
import { buildPrerequisiteGraph } from '../../../catalog/graph/prerequisite-graph.ts';

type Clauses = readonly (readonly (readonly number[])[])[];

function columns(clauses: Clauses): ClauseColumns {
  const all = clauses.flatMap((own, node) => own.map((members) => ({ node, members })));
  const starts = all.map((_one, at) =>
    all.slice(0, at).reduce((sum, { members }) => sum + members.length, 0),
  );
  const members = all.flatMap((one) => one.members);
  return {
    owner: Int32Array.from(all, ({ node }) => node),
    memberStart: Int32Array.from([...starts, members.length]),
    members: Int32Array.from(members),
  };
}

/** A random graph in conjunctive normal form: for every node its clauses, empty and self-referring ones included. */
const graphs: fc.Arbitrary<Clauses> = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const node = fc.nat(size - 1);
  const clause = fc.array(node, { maxLength: 3 });
  return fc.array(fc.array(clause, { maxLength: 3 }), { minLength: size, maxLength: size });
});

const questions = fc.tuple(
  graphs,
  fc.array(fc.array(fc.nat(11), { maxLength: 14 }), { minLength: 1, maxLength: 4 }),
);

t.test(
  'the nodes found are those all of whose clauses hold an installed one, asked as often as one likes',
  (t) => {
    fc.assert(
      fc.property(questions, ([clauses, asked]) => {
        const graph = buildPrerequisiteGraph(clauses.length, columns(clauses));
        for (const installed of asked.map((nodes) => nodes.filter((node) => node < clauses.length))) {
          const expected = clauses.flatMap((own, node) =>
            own.every((clause) => clause.some((member) => installed.includes(member))) ? [node] : [],
          );
          t.same([...graph.satisfiedBy(installed)], expected);
          t.same([...graph.satisfiedBy(new Set(installed))], expected);
        }
      }),
      { numRuns: 400, endOnFailure: true },
    );
    t.end();
  },
);

t.test('what is reached upwards is the closure over all members of all clauses', (t) => {
  fc.assert(
    fc.property(questions, ([clauses, asked]) => {
      const graph = buildPrerequisiteGraph(clauses.length, columns(clauses));
      const start = (asked[0] ?? []).filter((node) => node < clauses.length);
      const expected = new Set(start);
      for (let before = -1; before !== expected.size; ) {
        before = expected.size;
        for (const node of [...expected])
          for (const member of (clauses[node] ?? []).flat()) expected.add(member);
      }
      t.same([...graph.withPrerequisites(start)].sort(), [...expected].sort());
    }),
    { numRuns: 200, endOnFailure: true },
  );
  t.end();
});

t.test('by rounds comes what a client that has everything installed is led to, what is needed first', (t) => {
  fc.assert(
    fc.property(graphs, (clauses) => {
      const expected: number[] = [];
      for (let before = -1; before !== expected.length; ) {
        before = expected.length;
        const round = clauses.flatMap((own, node) =>
          !expected.includes(node) && own.every((clause) => clause.some((one) => expected.includes(one)))
            ? [node]
            : [],
        );
        expected.push(...round);
      }
      t.same([...buildPrerequisiteGraph(clauses.length, columns(clauses)).byRounds()], expected);
    }),
    { numRuns: 400, endOnFailure: true },
  );
  t.end();
});

t.test('an answer stays what it was when the next question is asked', (t) => {
  const graph = buildPrerequisiteGraph(4, columns([[], [[0]], [[0], [1]], [[2]]]));
  const first = graph.satisfiedBy([0]);
  const none = graph.satisfiedBy([]);
  t.same([...graph.satisfiedBy([0, 1, 2])], [0, 1, 2, 3]);
  t.same([...first], [0, 1]);
  t.same([...none], [0]);
  t.end();
});

t.test('a graph without nodes answers nothing', (t) => {
  const graph = buildPrerequisiteGraph(0, columns([]));
  t.same([...graph.satisfiedBy([])], []);
  t.same([...graph.withPrerequisites([])], []);
  t.end();
});
