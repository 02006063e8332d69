import { isDeepStrictEqual } from 'node:util';

type Json = Readonly<Record<string, unknown>>;

/** A document, as far as it matters here. */
interface Document {
  readonly components?: { readonly responses?: object };
  readonly paths?: object;
}

/**
 * The same document with every schema that has a title described once, under `components`, and named where it is used.
 * Schemas stand whole in routes, so that each of their checks is whole too. Throws where two share a title and differ.
 */
export function hoistNamedSchemas<D extends Document>(document: D): D {
  const schemas = new Map<string, object>();
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    return typeof value === 'object' && value !== null ? named(value as Json, walkMap(value as Json)) : value;
  };
  const walkMap = (map: Json): Json =>
    Object.fromEntries(Object.entries(map).map(([name, one]) => [name, walk(one)]));
  // A map of properties may have one that is called title; it is no text.
  const named = ({ title }: Json, { title: _, ...inner }: Json): Json => {
    if (typeof title !== 'string') return title === undefined ? inner : { ...inner, title: walk(title) };
    const known = schemas.get(title) ?? inner;
    if (!isDeepStrictEqual(known, inner)) throw new Error(`two schemas are called ${title}`);
    schemas.set(title, inner);
    return { $ref: `#/components/schemas/${title}` };
  };
  const paths = walk(document.paths);
  const responses = walk(document.components?.responses);
  const sorted = Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, components: { ...document.components, schemas: sorted, responses }, paths };
}
