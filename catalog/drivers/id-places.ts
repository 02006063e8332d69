/** Where an id stands in an ordered list: 0 for the first, which matches best. Keys are folded ids. */
export type IdPlaces = ReadonlyMap<string, number>;

/**
 * A hardware id as it is compared. Only A to Z are folded, as SQLite's NOCASE does it: an index lookup and a
 * comparison here must agree.
 */
export function foldHardwareId(id: string): string {
  return id.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A GUID as it is compared, with or without braces. */
export function foldGuid(guid: string): string {
  return guid
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
}

/** The places of `ids`; of an id that is there twice the earlier place counts. */
export function placesOf(ids: Iterable<string>, fold: (id: string) => string): IdPlaces {
  const places = new Map<string, number>();
  let place = 0;
  for (const id of ids) {
    const folded = fold(id);
    if (!places.has(folded)) places.set(folded, place);
    place++;
  }
  return places;
}
