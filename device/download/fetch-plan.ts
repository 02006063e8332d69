import { DeviceFailure } from '../failure.ts';
import type { DevicePolicy, WsusPolicy } from '../policy/policy.ts';
import { contentName, digestName, extensionOf } from './content-name.ts';
import { judgeContentUrl } from './content-url.ts';

/** URLs of one file that are looked at. */
const MAX_URLS = 8;

/** A file an update wants. Digests in hexadecimal digits. */
export interface WantedFile {
  readonly name: string;
  readonly size: number;
  readonly sha1: string;
  readonly sha256?: string;
  /** As the server gave them. */
  readonly urls: readonly string[];
}

/** One file of an offered update. */
export interface DownloadWanted {
  readonly updateId: string;
  readonly file: WantedFile;
}

interface WantedByUpdates {
  readonly file: WantedFile;
  /** In the order of the offer. */
  readonly updateIds: readonly string[];
}

/** A file to fetch. */
export interface FileToFetch extends WantedByUpdates {
  readonly kind: 'fetch';
  /** The best first. */
  readonly urls: readonly URL[];
}

/** A file that was fetched and verified before. */
export interface FileThere extends WantedByUpdates {
  readonly kind: 'there';
  readonly code: 'WU_S_ALREADY_DOWNLOADED';
  readonly path: string;
}

/** A file that cannot be asked for. */
export interface FileRefused extends WantedByUpdates {
  readonly kind: 'refused';
  readonly failure: DeviceFailure;
}

/** What is to be done about one file, for all updates that want it. */
export type FetchStep = FileToFetch | FileThere | FileRefused;

/** What is fetched, in the order of the offer. */
export interface FetchPlan {
  /**
   * Which other devices may be asked: none in the modes 0, 99 and 100; those of the network where policy says nothing.
   */
  readonly peers: 'none' | 'lan' | 'group' | 'internet';
  readonly steps: readonly FetchStep[];
  /** What says another size of a digest than the first that names it: to be planned for when that one is settled. */
  readonly rest: readonly DownloadWanted[];
}

/**
 * Decides what to fetch from where; each digest once, as one file is fetched under its digest at a time. `pathOf` gives the path of a file that is there and verified.
 * `policy` is that of the service the updates come from: its WSUS and alternate server are not asked for files of the
 * online service.
 *
 * An alternate server comes first, under the path the server gave: policy says that files are downloaded from it
 * *instead of* the update service. The server's own URL stays behind it, so that a mirror that lacks a file stops
 * nothing; that Windows falls back so is not documented. Files without a URL are asked for at the alternate where
 * policy says so, under the path a WSUS would give. No mode changes how HTTP is spoken: BITS (mode 100) is in no
 * recorded traffic.
 */
export function planFetch(
  wanted: readonly DownloadWanted[],
  policy: Pick<DevicePolicy, 'wsus' | 'downloadMode'>,
  pathOf: (file: WantedFile) => string | undefined,
): FetchPlan {
  const { merged, rest } = mergeByDigest(wanted);
  const steps = merged.map(({ file, updateIds, refusal }): FetchStep => {
    const common = { file, updateIds };
    if (refusal !== undefined) return { ...common, kind: 'refused', failure: refusal };
    const path = pathOf(file);
    if (path !== undefined) return { ...common, kind: 'there', code: 'WU_S_ALREADY_DOWNLOADED', path };
    const urls = urlsOf(file, policy.wsus);
    return urls instanceof DeviceFailure
      ? { ...common, kind: 'refused', failure: urls }
      : { ...common, kind: 'fetch', urls };
  });
  return { peers: peersOf(policy.downloadMode), steps, rest };
}

interface Merged {
  file: WantedFile;
  readonly updateIds: string[];
  /** Why its digest is none. */
  readonly refusal?: DeviceFailure;
}

/** Files of one digest and size are the same bytes; whether they are what each update wants is for verification to say. */
function mergeByDigest(wanted: readonly DownloadWanted[]) {
  const merged: Merged[] = [];
  const rest: DownloadWanted[] = [];
  const byDigest = new Map<string, Merged>();
  for (const one of wanted) {
    const { updateId, file } = one;
    const digest = file.sha1.toUpperCase();
    const same = byDigest.get(digest);
    if (same === undefined) {
      const refusal = refusalOf(file);
      const first: Merged = { file, updateIds: [updateId], ...(refusal && { refusal }) };
      merged.push(first);
      byDigest.set(digest, first);
    } else if (file.size !== same.file.size) {
      rest.push(one);
    } else {
      if (!same.updateIds.includes(updateId)) same.updateIds.push(updateId);
      same.file = { ...same.file, urls: [...new Set([...same.file.urls, ...file.urls])] };
    }
  }
  return { merged, rest };
}

function refusalOf({ sha1 }: WantedFile): DeviceFailure | undefined {
  try {
    digestName(sha1);
    return undefined;
  } catch (error) {
    return error as DeviceFailure;
  }
}

/** Where to ask, or what kept every URL from being of use. */
function urlsOf(file: WantedFile, wsus: WsusPolicy | undefined): readonly URL[] | DeviceFailure {
  const judged = file.urls.slice(0, MAX_URLS).map(judgeContentUrl);
  const own = judged.flatMap((one) => (one.kind === 'url' ? [one.url] : []));
  const alternate = wsus?.contentServer;
  const urls = [...(alternate === undefined ? [] : own.map((url) => onHost(alternate, url))), ...own];
  if (urls.length === 0 && alternate !== undefined && wsus?.fillsEmptyUrls) {
    const filled = filledUrl(alternate, file);
    if (filled !== undefined) return [filled];
  }
  if (urls.length > 0) return [...new Map(urls.map((url) => [url.href, url])).values()];
  const bad = judged.flatMap((one) => (one.kind === 'refused' ? [one] : []));
  const worst = bad.find(({ code }) => code !== 'WU_E_DM_URLNOTAVAILABLE') ?? bad[0];
  return new DeviceFailure(worst?.code ?? 'WU_E_DM_URLNOTAVAILABLE', {
    reason: worst?.reason ?? `the server gave no URL of ${file.name.slice(0, 100)}`,
  });
}

/** The path is set and not read as a reference: one that begins with `//` would name a host of its own. */
function onHost(origin: string, { pathname, search }: URL): URL {
  const url = new URL(origin);
  url.pathname = pathname;
  url.search = search;
  return url;
}

/** `/Content/<last two digits>/<SHA1>.<extension>`, the path every WSUS has for a file (online service facts §7.1). */
function filledUrl(origin: string, { name, sha1 }: WantedFile): URL | undefined {
  if (extensionOf(name) === undefined) return undefined;
  return new URL(`/Content/${digestName(sha1).slice(-2)}/${contentName(sha1, name)}`, origin);
}

function peersOf(mode: DevicePolicy['downloadMode'] = 'lan'): FetchPlan['peers'] {
  return mode === 'lan' || mode === 'group' || mode === 'internet' ? mode : 'none';
}
