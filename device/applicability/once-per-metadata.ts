import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { RuleContext } from './rule.ts';

/** What is read of metadata. */
export type Described = Pick<RuleContext, 'metadata'>;

/** `read`, done once for the metadata of a revision: each of thousands of rules may ask for the same. */
export function oncePerMetadata<Value>(read: (context: Described) => Value): (context: Described) => Value {
  const known = new WeakMap<readonly XmlElement[], { readonly value: Value }>();
  return ({ metadata }) => {
    const found = known.get(metadata) ?? { value: read({ metadata }) };
    known.set(metadata, found);
    return found.value;
  };
}
