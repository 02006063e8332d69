/**
 * What an unpacker throws on bad data: the bare problem. The caller that knows file, folder and block turns it
 * into an error of the catalogue.
 */
export class Damage extends Error {
  override readonly name = 'Damage';
}
