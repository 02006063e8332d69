/** What one update document may cost at most. */
export interface DocumentLimits {
  /** UTF-16 units of the whole document. */
  readonly characters: number;
  readonly depth: number;
  /** Elements, attributes, comments and pieces of text. */
  readonly nodes: number;
  /** Attributes of one element, namespace declarations included. */
  readonly attributes: number;
}

/**
 * The largest real document carries a servicing manifest of 47 million characters with some 300,000
 * elements; rules nest about 20 deep.
 */
export const documentLimits: DocumentLimits = {
  characters: 64 * 1024 * 1024,
  depth: 256,
  nodes: 2_000_000,
  attributes: 256,
};
