import { childrenOf, type DerElement, DerError, expectTag, oidText, TAG } from '../x509/der.ts';

/** Identifier byte of a SET. */
export const SET = 0x31;

/** One attribute of a signer, signed or not, RFC 2315 §9.2. */
export interface Attribute {
  readonly id: string;
  readonly values: readonly DerElement[];
}

/** Signers in use have three to eight. */
const MAX_ATTRIBUTES = 64;

/** Reads a list of attributes; none when there is no list. Throws DerError. */
export function readAttributes(list: DerElement | undefined): readonly Attribute[] {
  const elements = list === undefined ? [] : childrenOf(list);
  if (elements.length > MAX_ATTRIBUTES) throw new DerError(`a signer has ${elements.length} attributes`);
  return elements.map((element) => {
    const [id, values] = childrenOf(expectTag(element, TAG.sequence, 'an attribute'));
    return {
      id: oidText(id, 'an attribute'),
      values: childrenOf(expectTag(values, SET, 'the values of an attribute')),
    };
  });
}

/** The one value of the attribute `id`; undefined when it is not there. Throws DerError when it has several. */
export function oneValue(attributes: readonly Attribute[], id: string): DerElement | undefined {
  const found = attributes.filter((attribute) => attribute.id === id);
  const values = found.flatMap((attribute) => attribute.values);
  if (values.length > 1 || found.length > values.length)
    throw new DerError(`the attribute ${id} has not one value`);
  return values[0];
}
