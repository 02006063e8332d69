import { clientService } from '../../protocol/wusp/client.ts';
import { keepLocations } from '../client/file-locations.ts';
import { propertyOf } from '../client/handshake.ts';
import type { DeviceSession } from '../client/session.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { Datastore } from '../datastore/datastore.ts';
import { filesOf } from '../datastore/files-of.ts';
import type { CallerFacts } from './sync-parameters.ts';

/** Revisions of one request where the server names no number: what a real one names (capture 01). */
const USUAL_BATCH = 50;
const MOST_BATCH = 200;
/** A server that names fewer would be asked without end. */
const LEAST_BATCH = 10;

/** What asking needs. */
export interface ExtendedPorts {
  readonly session: DeviceSession;
  readonly store: Datastore;
  readonly caller: CallerFacts;
  /** BCP 47, the preferred first. */
  readonly locales: readonly string[];
  /** Three letters of the country: `USA`. */
  readonly geoId: string;
}

/**
 * Asks for the Extended and LocalizedProperties fragments of what has none yet, and for the addresses of its files, once more
 * where the server did not tell them (GetExtendedUpdateInfo, [MS-WUSP] §3.1.5.9).
 */
export async function fetchExtended(
  ports: ExtendedPorts,
  revisions: readonly CachedRevision[],
): Promise<void> {
  const { session, store } = ports;
  const missing = revisions.filter(({ revisionId }) => lacks(store, revisionId));
  const size = batchSize(propertyOf(await session.config(), 'MaxExtendedUpdatesPerRequest'));
  for (let at = 0; at < missing.length; at += size) await fetchBatch(ports, missing.slice(at, at + size));
}

/** Whether a revision has no fragments, or a file that is nowhere. */
function lacks({ extended, locations }: Datastore, revisionId: number): boolean {
  const info = extended.get(revisionId);
  return info === undefined || filesOf(info).some(({ sha1 }) => !locations.has(sha1));
}

/** A server that takes fewer than it is asked for refuses it. */
function batchSize(named: string | undefined): number {
  const number = /^\d{1,6}$/.test(named ?? '') ? Number(named) : USUAL_BATCH;
  return Math.min(Math.max(number, LEAST_BATCH), MOST_BATCH);
}

async function fetchBatch(ports: ExtendedPorts, batch: readonly CachedRevision[]): Promise<void> {
  const { session, store, caller } = ports;
  let asked = new Set<number>();
  const { GetExtendedUpdateInfoResult: result } = await session.call(
    clientService,
    clientService.operations.GetExtendedUpdateInfo,
    () => {
      asked = new Set(batch.flatMap((one) => numberOf(store, one)));
      return {
        revisionIDs: [...asked].sort((a, b) => a - b),
        infoTypes: ['Extended', 'LocalizedProperties'],
        locales: ports.locales,
        deviceAttributes: caller.deviceAttributes,
        GeoId: ports.geoId,
        callerAttributes: caller.callerAttributes,
      };
    },
  );
  // Of each id both fragments come, one entry each, told apart by what they begin with (wire facts §2.8).
  for (const { ID, Xml = '' } of result?.Updates ?? []) {
    if (!asked.has(ID)) continue;
    const known = store.extended.get(ID);
    const isLocalized = Xml.startsWith('<LocalizedProperties');
    const info = isLocalized ? { localized: known?.localized ?? Xml } : { extended: Xml };
    store.setExtended(ID, { ...known, ...info });
  }
  const files = [...asked].flatMap((revisionId) => filesOf(store.extended.get(revisionId) ?? {}));
  keepLocations(store, new Set(files.map(({ sha1 }) => sha1)), result?.FileLocations ?? []);
}

/** The number the server has now for what had another one when it was chosen; none where it knows it no more. */
function numberOf({ drivers, ofUpdate }: Datastore, { revisionId, core }: CachedRevision): readonly number[] {
  const known = ofUpdate(core.updateId) ?? drivers.get(revisionId);
  return known?.core === core ? [known.revisionId] : [];
}

/** The locales a device asks texts in: its own, each followed by its language alone (capture 10). */
export function localesOf(languages: readonly string[]): readonly string[] {
  return [...new Set(languages.flatMap((one) => [one, one.split('-')[0] ?? one]))];
}
