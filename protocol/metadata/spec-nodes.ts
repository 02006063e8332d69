import type { RuleNode } from './build-document-spec.ts';

type Value = string | number | boolean | undefined;

/** An element; attributes without a value are left out, the others keep their order. */
export function node(
  name: string,
  attributes: Readonly<Record<string, Value>>,
  children: readonly RuleNode[] = [],
): RuleNode {
  const given: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) given[key] = value;
  return { name, attributes: given, children };
}

/** An element that stands only where it has children. */
export function group(name: string, children: readonly RuleNode[]): RuleNode | undefined {
  return children.length === 0 ? undefined : { name, children };
}

/** One text element for each of `values`. */
export function leaves(name: string, values: readonly string[] | undefined): RuleNode[] {
  return (values ?? []).map((text) => ({ name, text }));
}

/** `nodes` without the absent ones. */
export function present(nodes: readonly (RuleNode | undefined)[]): RuleNode[] {
  return nodes.filter((one) => one !== undefined);
}
