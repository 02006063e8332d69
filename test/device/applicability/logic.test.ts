import fc from 'fast-check';
import t from 'tap';
import { judge } from '../../helpers/device-rules.ts';

type Tree =
  | 'True'
  | 'False'
  | { readonly unknown: number }
  | { readonly name: string; readonly parts: readonly Tree[] };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Tree>('True', 'False'),
    fc.record({ unknown: fc.nat(3) }),
    fc.record({ name: fc.constantFrom('And', 'Or'), parts: fc.array(tie('tree'), { maxLength: 4 }) }),
    fc.record({ name: fc.constant('Not'), parts: fc.tuple(tie('tree')) }),
  ),
}));

function written(one: Tree): string {
  if (typeof one === 'string') return `<${one}/>`;
  if ('unknown' in one) return `<Unheard${one.unknown}/>`;
  return `<${one.name}>${one.parts.map(written).join('')}</${one.name}>`;
}

/** The value of a tree when the unknown leaf n is bit n of `guess`. */
function value(one: Tree, guess: number): boolean {
  if (typeof one === 'string') return one === 'True';
  if ('unknown' in one) return ((guess >> one.unknown) & 1) === 1;
  const parts = one.parts.map((part) => value(part, guess));
  if (one.name === 'And') return parts.every(Boolean);
  return one.name === 'Or' ? parts.some(Boolean) : parts[0] !== true;
}

function hasUnknown(one: Tree): boolean {
  if (typeof one === 'string') return false;
  return 'unknown' in one || one.parts.some(hasUnknown);
}

t.test(
  'a verdict holds whatever is not known turns out to be, and all that is known is judged',
  async (t) => {
    let known = 0;
    fc.assert(
      fc.property(tree, (one) => {
        const { verdict } = judge(written(one));
        if (verdict === 'unknown') return hasUnknown(one);
        if (hasUnknown(one)) known++;
        return Array.from({ length: 16 }, (_, guess) => value(one, guess)).every(
          (holds) => String(holds) === verdict,
        );
      }),
      { seed: 20261101, numRuns: 2_000 },
    );
    t.ok(known > 100, `${known} were decided beside something unknown`);
  },
);

t.test('what is not known is named', async (t) => {
  t.same(judge('<And><True/><b.WmiQuery Namespace="root\\cimv2" WqlQuery="SELECT * FROM X"/><New/></And>'), {
    verdict: 'unknown',
    unknown: ['b.WmiQuery', 'New'],
  });
  t.same(judge('<Or><New/><True/></Or>').verdict, 'true', 'but decides only where it matters');
});

t.test('a Not of nothing or of two cannot be judged', async (t) => {
  t.equal(judge('<Not></Not>').verdict, 'unknown');
  t.equal(judge('<Not><True/><True/></Not>').verdict, 'unknown');
});
