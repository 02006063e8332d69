import fc from 'fast-check';

/** A rule of generated parts: an element as text, or parts under And, Or, Not. */
export type RuleTree = string | { readonly name: string; readonly parts: readonly RuleTree[] };

/** Trees over `leaves`, four levels at most. */
export function ruleTrees(leaves: fc.Arbitrary<string>): fc.Arbitrary<RuleTree> {
  return fc.letrec<{ tree: RuleTree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaves,
      fc.record({ name: fc.constantFrom('And', 'Or'), parts: fc.array(tie('tree'), { maxLength: 4 }) }),
      fc.record({ name: fc.constant('Not'), parts: fc.tuple(tie('tree')) }),
    ),
  })).tree;
}

/** A tree in the names of fragments. */
export function ruleText(tree: RuleTree): string {
  if (typeof tree === 'string') return tree;
  return `<${tree.name}>${tree.parts.map(ruleText).join('')}</${tree.name}>`;
}
