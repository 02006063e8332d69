import type { Urls } from '../server/listeners.ts';
import { type StateFolder, servedAs } from '../server/state-folder.ts';

/** Where a double is served unless told otherwise. */
const DEFAULT_URLS: Urls = {
  http: 'http://127.0.0.1:8530',
  https: 'https://localhost:8531',
  control: 'http://127.0.0.1:8590',
};

/** Where the double on a state folder was last served; the default addresses when no readable note of it is there. */
export function lastUrls(state: StateFolder): Urls {
  try {
    return servedAs(state).urls ?? DEFAULT_URLS;
  } catch {
    return DEFAULT_URLS;
  }
}
