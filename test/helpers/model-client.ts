import { soapActionOf } from '../../protocol/soap/contract.ts';
import { decodeResponse, encodeRequest } from '../../protocol/soap/envelope.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import { expiryFrom, sealSession } from '../../server/cookies/session-cookie.ts';
import { servedServices } from '../../server/services.ts';
import { answerCall } from '../../server/soap/answer.ts';
import type { World } from '../../server/world.ts';
import { fuzzCaller } from './fuzz-world.ts';
import type { RequestOf, SyncResult } from './wusp-client.ts';

type Parameters = NonNullable<RequestOf<'SyncUpdates'>['parameters']>;

/** A revision in the cache of a client. */
export interface Cached {
  readonly revisionId: number;
  /** In lower case. */
  readonly updateId: string;
  readonly isLeaf: boolean;
}

/** A client without a network that keeps what it is given and drops what it is told to. */
export interface ModelClient {
  readonly software: ReadonlyMap<number, Cached>;
  readonly drivers: ReadonlyMap<number, Cached>;
  /** RevisionIDs of the software cached that is installed. */
  installed(): readonly number[];
  /** Scans for software until nothing changes any more. */
  scan(): void;
  /** The driver pass for `devices`, until nothing changes any more; by RevisionID, the ids each was picked for. */
  driverPass(devices: readonly (readonly string[])[]): ReadonlyMap<number, readonly string[]>;
}

/** What the client is and what it must not see. */
export interface ModelOptions {
  readonly isInstalled: (updateId: string) => boolean;
  readonly pageSize: number;
  /** Calls of one scan, at most: more are a scan without end. */
  readonly mostCalls: number;
  /** Before each call; tells how many there were. */
  readonly beforeCall?: (calls: number) => void;
  /** After each page: what was added, in order. */
  readonly onAdded?: (added: readonly Cached[]) => void;
}

/** The client asked more often than any scan may take. */
export class EndlessScan extends Error {}

const client = servedServices.find(({ contract }) => contract === clientService);

/** Makes a client of `world`, which must ask for no registration. Every method throws at the first broken rule. */
export function modelClient(world: World, options: ModelOptions): ModelClient {
  const software = new Map<number, Cached>();
  const drivers = new Map<number, Cached>();
  let cookie = firstCookie(world);
  let calls = 0;

  const sync = (parameters: Partial<Parameters>): SyncResult => {
    if (calls >= options.mostCalls) throw new EndlessScan(`no end after ${calls} calls`);
    options.beforeCall?.(calls++);
    const result = ask(world, cookie, { ExpressQuery: false, SkipSoftwareSync: false, ...parameters });
    cookie = result.NewCookie ?? cookie;
    return result;
  };

  /** Takes a reply into `cache`; tells whether that changed anything. */
  const take = (cache: Map<number, Cached>, result: SyncResult): boolean => {
    const gone = result.OutOfScopeRevisionIDs ?? [];
    for (const id of gone)
      if (!cache.delete(id)) throw new Error(`revision ${id} is out of scope but was not sent`);
    const added = (result.NewUpdates ?? []).map(cachedOf);
    if (added.length > options.pageSize) throw new Error(`a page of ${added.length}`);
    if (result.Truncated && added.length < options.pageSize)
      throw new Error('truncated, but the page is not full');
    options.onAdded?.(added);
    for (const one of added) {
      if (cache.has(one.revisionId)) throw new Error(`revision ${one.revisionId} is sent again`);
      const other = [...cache.values()].find(({ updateId }) => updateId === one.updateId);
      if (other) throw new Error(`revisions ${other.revisionId} and ${one.revisionId} of one update at once`);
      cache.set(one.revisionId, one);
    }
    for (const { ID, IsLeaf } of result.ChangedUpdates ?? []) {
      const known = cache.get(ID);
      if (known === undefined) throw new Error(`revision ${ID} changed but is not cached`);
      cache.set(ID, { ...known, isLeaf: IsLeaf });
    }
    return gone.length > 0 || added.length > 0 || (result.ChangedUpdates ?? []).length > 0;
  };

  const installed = (): number[] =>
    [...software.values()]
      .filter(({ isLeaf, updateId }) => !isLeaf && options.isInstalled(updateId))
      .map(({ revisionId }) => revisionId);

  const scan = (): void => {
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      const InstalledNonLeafUpdateIDs = installed();
      for (let isTruncated = true; isTruncated; ) {
        const reported = InstalledNonLeafUpdateIDs.filter((id) => software.has(id));
        const OtherCachedUpdateIDs = [...software.keys()].filter((id) => !reported.includes(id));
        const result = sync({ InstalledNonLeafUpdateIDs: reported, OtherCachedUpdateIDs });
        isChanged = take(software, result) || isChanged;
        isTruncated = result.Truncated;
      }
    }
  };

  const driverPass = (devices: readonly (readonly string[])[]): ReadonlyMap<number, readonly string[]> => {
    const picked = new Map<number, readonly string[]>();
    const SystemSpec = devices.map((HardwareIDs) => ({ HardwareIDs }));
    for (let isChanged = true; isChanged; ) {
      const CachedDriverIDs = [...drivers.keys()];
      const asked = { InstalledNonLeafUpdateIDs: installed(), CachedDriverIDs, SystemSpec };
      const result = sync({ ...asked, SkipSoftwareSync: true });
      isChanged = take(drivers, result);
      for (const { ID, Deployment } of result.NewUpdates ?? []) picked.set(ID, Deployment?.HardwareIds ?? []);
    }
    return picked;
  };

  return { software, drivers, installed, scan, driverPass };
}

function cachedOf({ ID, IsLeaf, Xml = '' }: NonNullable<SyncResult['NewUpdates']>[number]): Cached {
  const [, updateId = ''] = /<UpdateIdentity UpdateID="([^"]*)"/.exec(Xml) ?? [];
  return { revisionId: ID, updateId: updateId.toLowerCase(), isLeaf: IsLeaf };
}

function firstCookie(world: World): Cookie {
  const { catalog, clock } = world;
  const { configLastChange, locations } = catalog.view();
  return sealSession(world, {
    ...{ serverId: catalog.serverId, computerId: 'model-client', protocolVersion: '2.90' },
    ...{ configLastChange, ...expiryFrom(clock.now()), seen: 0, locations },
  });
}

function ask(world: World, cookie: Cookie, parameters: Parameters): SyncResult {
  if (client === undefined) throw new Error('no client service');
  const { SyncUpdates } = clientService.operations;
  const body = Buffer.from(encodeRequest(clientService, SyncUpdates, { cookie, parameters }));
  const soapAction = `"${soapActionOf(clientService, 'SyncUpdates')}"`;
  const answer = answerCall(world, client, { body, soapAction, caller: fuzzCaller, serviceUrl: () => '' });
  const reply = decodeResponse(Buffer.concat([...answer.pieces]), clientService, SyncUpdates);
  if (reply.SyncUpdatesResult === undefined) throw new Error('no SyncUpdatesResult');
  return reply.SyncUpdatesResult;
}
