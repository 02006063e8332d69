import { SoapFault } from '../../protocol/soap/fault.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { ClientTarget, ClientUnderTest } from '../../scripts/scenario/client.ts';
import { eventOf } from './reports.ts';
import { type SyncResult, type WuspClient, wuspClient } from './wusp-client.ts';

/** What a client gets wrong; with none of it it is as good as it is small. */
export interface Naivety {
  /** Faults: it ends, or gets a cookie and goes on with its old numbers, or sends the same again twenty times. */
  readonly onFault?: 'end' | 'new cookie' | 'again';
}

const MOST_TRIPS = 20;
const TRIES = 20;

/** A client that believes what it is told: no digest and no signature is looked at, and what came is called installed. */
export function believingClient(
  { http: url }: ClientTarget,
  { onFault = 'end' }: Naivety = {},
): ClientUnderTest {
  const client = wuspClient(url);
  const installed = new Set<string>();
  let cookie: Cookie | undefined;
  const known = new Map<number, boolean>();
  const syncOnce = async (tries = 0): Promise<SyncResult> => {
    cookie ??= await client.session();
    try {
      return await client.sync(cookie, {
        InstalledNonLeafUpdateIDs: [...known].flatMap(([id, isLeaf]) => (isLeaf ? [] : [id])),
        OtherCachedUpdateIDs: [...known].flatMap(([id, isLeaf]) => (isLeaf ? [id] : [])),
      });
    } catch (error) {
      if (!(error instanceof SoapFault) || onFault === 'end' || tries === TRIES) throw error;
      if (onFault === 'new cookie') cookie = undefined;
      return syncOnce(tries + 1);
    }
  };
  const scan = async (): Promise<SyncResult['NewUpdates']> => {
    const all: NonNullable<SyncResult['NewUpdates']>[number][] = [];
    for (let trip = 0; trip < MOST_TRIPS; trip++) {
      const { NewUpdates = [], NewCookie } = await syncOnce();
      cookie = NewCookie ?? cookie;
      for (const one of NewUpdates) known.set(one.ID, one.IsLeaf);
      all.push(...NewUpdates);
      if (NewUpdates.length === 0) break;
    }
    return all;
  };
  return {
    act: async (action) => {
      try {
        const found = (await scan()) ?? [];
        if (action === 'run' && cookie !== undefined)
          for (const updateId of await take(client, cookie, found)) installed.add(updateId);
        return { isGood: true, installed: [...installed] };
      } catch (error) {
        return { isGood: false, words: String(error), installed: [...installed] };
      }
    },
    close: async () => client.close(),
  };
}

/** Fetches all files of what was found and says that it is installed. */
async function take(
  client: WuspClient,
  cookie: Cookie,
  found: NonNullable<SyncResult['NewUpdates']>,
): Promise<readonly string[]> {
  const { GetExtendedUpdateInfoResult: result } = await client.call('GetExtendedUpdateInfo', {
    cookie,
    revisionIDs: found.map(({ ID }) => ID),
    infoTypes: ['Extended'],
    locales: [],
  });
  for (const { Url = '' } of result?.FileLocations ?? []) await client.http('GET', new URL(Url).pathname);
  const wanted = found.filter(({ Deployment }) => Deployment?.Action === 'Install');
  const updateIds = wanted.map(({ Xml = '' }) => /UpdateID="([^"]+)"/.exec(Xml)?.[1] ?? '');
  await client.call('ReportEventBatch', {
    cookie,
    clientTime: '2026-11-01T10:00:00Z',
    eventBatch: updateIds.map((UpdateID, at) =>
      eventOf(at + 1, 183, { basic: { UpdateID: { UpdateID, RevisionNumber: 100 } } }),
    ),
  });
  return updateIds;
}
