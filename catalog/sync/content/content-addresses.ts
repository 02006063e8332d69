import { contentUrlPath } from '../../content-store.ts';
import type { NeededFile } from './needed-files.ts';

/** Where an upstream server is, and whether files are to be had there. */
export interface ContentSource {
  /** Address of its services; the origin counts. */
  readonly url: string;
  /** Its CatalogOnlySync: files are at their MUUrl alone. */
  readonly catalogOnly: boolean;
  /** Address the content is at, in the place of what follows from `url`, such as `http://cache.test:8080`. */
  readonly contentUrl?: string;
  /** Whether files are fetched from their MUUrl first, where they have one (GetContentFromMU). */
  readonly getContentFromMu?: boolean;
}

/** Where to ask for a file, in this order; or why nowhere. */
export type ContentAddresses =
  | { readonly kind: 'addresses'; readonly urls: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** An address that can be asked, or what is wrong with it. */
export type CheckedAddress =
  | { readonly kind: 'taken'; readonly url: URL }
  | { readonly kind: 'refused'; readonly reason: string };

/** Characters of a foreign address that are repeated in a reason. */
const SHOWN = 200;

/**
 * The addresses of `file` at `source` ([MS-WSUSSS] §3.2.4.4): its MUUrl, where Microsoft keeps it, or
 * `/Content/<XX>/<SHA1>.<ext>` at the server. A real one answers at the port of its services too (server sync facts
 * §1.1), so that is asked before the port of §2.1.
 */
export function contentAddresses(file: NeededFile, source: ContentSource): ContentAddresses {
  const { catalogOnly, getContentFromMu = false } = source;
  const fromMu = catalogOnly || (getContentFromMu && file.muUrl !== null) ? [checkedMuUrl(file)] : [];
  const fromServer = catalogOnly ? [] : serverAddresses(file, source);
  const all = [...fromMu, ...fromServer];
  const urls = all.flatMap((one) => (one.kind === 'taken' ? [one.url.href] : []));
  if (urls.length > 0) return { kind: 'addresses', urls: [...new Set(urls)] };
  const reason = all.flatMap((one) => (one.kind === 'refused' ? [one.reason] : [])).join('; ');
  return { kind: 'refused', reason };
}

/** Whether `text` is an absolute address of `http:` or `https:` without user name and password; relative to `base`. */
export function checkedAddress(text: string, base?: string): CheckedAddress {
  const shown = text.slice(0, SHOWN);
  if (!URL.canParse(text, base)) return refused(`"${shown}" is no URL`);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refused(`"${shown}" is neither http: nor https:`);
  if (url.username !== '' || url.password !== '')
    return refused(`the URL for ${url.host} has a user name or password`);
  return { kind: 'taken', url };
}

function checkedMuUrl({ muUrl }: NeededFile): CheckedAddress {
  return muUrl === null
    ? refused('the upstream server keeps no files and told no MUUrl')
    : checkedAddress(muUrl);
}

function serverAddresses(
  { sha1, fileName }: NeededFile,
  { url, contentUrl }: ContentSource,
): CheckedAddress[] {
  const path = contentUrlPath(sha1.toString('hex'), fileName);
  const base = checkedAddress(contentUrl ?? url);
  if (base.kind === 'refused') return [base];
  if (contentUrl !== undefined) return [checkedAddress(`${contentUrl.replace(/\/+$/, '')}${path}`)];
  return [base.url.origin, byPortRule(base.url)].map((origin) => checkedAddress(path, origin));
}

/** Where the content of a server is whose services are at `services`: [MS-WSUSSS] §2.1. */
function byPortRule({ protocol, hostname, port, origin }: URL): string {
  if (protocol === 'http:' || port === '') return `http://${hostname}`;
  return port === '1' ? origin : `http://${hostname}:${Number(port) - 1}`;
}

function refused(reason: string): CheckedAddress {
  return { kind: 'refused', reason };
}
