import type { ClientUnderTest } from '../../scripts/scenario/client.ts';
import type { ClientEnd } from '../../server/scenarios/judge-oracle.ts';
import { eventOf, guidOf } from './reports.ts';
import { type WuspClient, wuspClient } from './wusp-client.ts';

/** Calls of one scan, at which even this client ends. */
const MOST_CALLS = 450;

interface Seen {
  readonly updateId: string;
  readonly revisionNumber: number;
}

/**
 * A client nobody should have: it talks plain HTTP, asks as long as there is more, fetches every file it is told of, verifies nothing, and
 * says that everything it ever heard of is installed. A stubborn one keeps its first cookie for ever.
 */
export function createNaiveClient(server: string, isStubborn = false): ClientUnderTest {
  const client = wuspClient(server);
  const seen = new Map<number, Seen>();
  const removed = new Set<number>();
  const present = (): readonly Seen[] => [...seen].flatMap(([id, one]) => (removed.has(id) ? [] : [one]));
  let cookie: Awaited<ReturnType<WuspClient['session']>> | undefined;
  const scan = async (): Promise<void> => {
    cookie ??= await client.session();
    for (let calls = 0; calls < MOST_CALLS; calls++) {
      const known = [...seen.keys()];
      const page = await client.sync(cookie, { InstalledNonLeafUpdateIDs: known });
      for (const { ID, Xml = '' } of page.NewUpdates ?? []) seen.set(ID, identityOf(Xml));
      for (const { ID, Deployment } of page.ChangedUpdates ?? [])
        if (Deployment?.Action === 'Uninstall') removed.add(ID);
      if (!page.Truncated && seen.size === known.length) return;
    }
  };
  const fetchAll = async (): Promise<void> => {
    if (cookie === undefined) return;
    const infoTypes = ['Extended'] as const;
    const request = { cookie, revisionIDs: [...seen.keys()], infoTypes, locales: ['en'] };
    const { GetExtendedUpdateInfoResult: result } = await client.call('GetExtendedUpdateInfo', request);
    for (const { Url = '' } of result?.FileLocations ?? []) {
      const url = new URL(Url);
      const other = wuspClient(url.origin);
      await other.http('GET', url.pathname, { cookie: 'me' }).catch(() => undefined);
      other.close();
    }
  };
  const report = async (): Promise<void> => {
    const events = present().map(({ updateId, revisionNumber }, at) =>
      eventOf(at, 183, { basic: { UpdateID: { UpdateID: updateId, RevisionNumber: revisionNumber } } }),
    );
    if (cookie !== undefined)
      await client.call('ReportEventBatch', {
        cookie,
        clientTime: '2026-11-01T10:00:00Z',
        eventBatch: events,
      });
  };
  const again = (): Promise<void> => {
    if (isStubborn) throw new Error('it never begins anew');
    cookie = undefined;
    return scan();
  };
  const end = (): ClientEnd => ({ isGood: true, installed: present().map((one) => one.updateId) });
  return {
    act: async (action) => {
      await scan()
        .catch(again)
        .catch(() => undefined);
      if (action !== 'scan') await fetchAll().catch(() => undefined);
      if (action !== 'scan') await report().catch(() => undefined);
      return end();
    },
    close: async () => client.close(),
  };
}

function identityOf(xml: string): Seen {
  const [, updateId = guidOf(0), number] = /UpdateID="([^"]*)" RevisionNumber="(\d+)"/.exec(xml) ?? [];
  return { updateId, revisionNumber: Number(number ?? 0) };
}
