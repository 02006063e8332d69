import { clip } from '../../platform/plain-text.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';

/** Characters of a URL, as Windows' own INTERNET_MAX_URL_LENGTH has it. */
const MAX_URL = 2083;

/** What a URL of the metadata is good for. */
export type JudgedUrl =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'refused'; readonly code: HresultName; readonly reason: string };

/**
 * Judges the URL a server gave for a file: absolute, `http:` or `https:`, and of a file. Empty is
 * WU_E_DM_URLNOTAVAILABLE, too long WU_E_URL_TOO_LONG, anything else WU_E_BAD_FILE_URL.
 */
export function judgeContentUrl(text: string): JudgedUrl {
  const trimmed = text.trim();
  if (trimmed === '') return refused('WU_E_DM_URLNOTAVAILABLE', 'its URL is empty');
  if (trimmed.length > MAX_URL)
    return refused('WU_E_URL_TOO_LONG', `its URL has ${trimmed.length} characters, not ${MAX_URL}`);
  const bad = (what: string): JudgedUrl => refused('WU_E_BAD_FILE_URL', `${clip(trimmed, 100)} ${what}`);
  if (!URL.canParse(trimmed)) return bad('is no absolute URL');
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return bad('is neither http: nor https:');
  if (url.username !== '' || url.password !== '') return bad('has a name or password');
  if (url.pathname.endsWith('/')) return bad('names no file');
  url.hash = '';
  return { kind: 'url', url };
}

function refused(code: HresultName, reason: string): JudgedUrl {
  return { kind: 'refused', code, reason };
}
