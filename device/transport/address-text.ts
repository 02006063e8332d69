/** How much of an address is repeated. */
const SHOWN_CHARACTERS = 200;

/** An address for people: bounded, and without the password it may carry. */
export function addressText(url: URL): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare.href.slice(0, SHOWN_CHARACTERS);
}
