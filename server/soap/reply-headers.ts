import type { Handwriting } from '../../protocol/soap/contract.ts';
import type { SoapVersion } from '../../protocol/soap/version.ts';

/** Headers of a reply, by name. */
export type ReplyHeaders = Readonly<Record<string, string>>;

/** What the web server of the real service says of itself, in a fault too: programs tell a WSUS by it (capture 01). */
const SERVER: ReplyHeaders = {
  Server: 'Microsoft-IIS/10.0',
  'X-AspNet-Version': '4.0.30319',
  'X-Powered-By': 'ASP.NET',
};

/** How long replies of each kind of service may be kept (captures 01, 13). */
const CACHE_CONTROL: Readonly<Record<Handwriting, string>> = { wcf: 'private', asmx: 'private, max-age=0' };

/**
 * Headers of good replies, in the order and spelling of the real server; each made once. `coding` is absent for a
 * reply that goes out as it is; `varies` says that the caller offered a coding.
 */
export function createReplyHeaders(): (
  handwriting: Handwriting,
  version: SoapVersion,
  varies: boolean,
  coding?: string,
) => ReplyHeaders {
  const made = new Map<string, ReplyHeaders>();
  return (handwriting, version, varies, coding = '') => {
    const key = `${handwriting} ${version.name} ${varies} ${coding}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const headers = {
      'Cache-Control': CACHE_CONTROL[handwriting],
      'Content-Type': version.contentType,
      ...(coding !== '' && { 'Content-Encoding': coding }),
      ...(varies && { Vary: 'Accept-Encoding' }),
      ...SERVER,
    };
    made.set(key, headers);
    return headers;
  };
}

/** Headers of faults, which are never compressed and have no Vary (wire facts §2.2, capture 17). */
export function faultHeaders({ contentType }: SoapVersion): ReplyHeaders {
  return { 'Cache-Control': 'private', 'Content-Type': contentType, ...SERVER };
}
