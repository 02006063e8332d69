import type { FragmentType, StoredFragment } from '../../catalog/store/revisions.ts';
import { type Encodable, Written } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import type { FileLocation } from '../../protocol/wusp/extended-types.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { fileLocation } from './file-locations.ts';

type Request = TypeOf<typeof clientService.operations.GetExtendedUpdateInfo.request>;
type Response = Encodable<TypeOf<typeof clientService.operations.GetExtendedUpdateInfo.response>>;

/** A client asks in one or two languages; every one is looked for in every revision. */
const MOST_LOCALES = 100;

/** Fragment types the Metadata Table holds: [MS-WUSP] §3.1.1. The others have no entry there. */
const STORED: ReadonlySet<string> = new Set<FragmentType>([
  'Core',
  'Extended',
  'LocalizedProperties',
  'Eula',
]);

/** [MS-WUSP] §3.1.5.9; all fragments of one type before those of the next, as capture 10 has them. */
export function getExtendedUpdateInfo(world: World, caller: Caller, request: Request): Response {
  openSession(world, request.cookie);
  const { revisionIDs, infoTypes, locales } = validated(world, request);
  const { catalog } = world;
  const snapshot = catalog.view().snapshot;
  const ids = [...new Set(revisionIDs)];
  const deployed = ids.filter((id) => snapshot.nodeOf(id) !== -1);
  const gone = ids.filter((id) => snapshot.nodeOf(id) === -1);
  const updates = infoTypes.flatMap((type) =>
    deployed.flatMap((id) =>
      chosen(type, catalog.revisions.fragments(id, type as FragmentType), locales, request.GeoId).map(
        (fragment) => ({
          ID: id,
          Xml: Written.of(`<Xml>${fragment.xml}</Xml>`),
        }),
      ),
    ),
  );
  const locations = infoTypes.includes('Extended') ? locationsOf(world, caller, deployed) : [];
  return {
    GetExtendedUpdateInfoResult: {
      ...(updates.length > 0 && { Updates: updates }),
      ...(locations.length > 0 && { FileLocations: locations }),
      ...(gone.length > 0 && { OutOfScopeRevisionIDs: gone }),
    },
  };
}

interface Validated {
  readonly revisionIDs: readonly number[];
  readonly infoTypes: readonly string[];
  readonly locales: readonly string[];
}

function validated({ settings }: World, request: Request): Validated {
  const { revisionIDs, infoTypes, locales } = request;
  if (revisionIDs === undefined || revisionIDs.length > settings.maxExtendedUpdates) {
    throw new SoapFault('InvalidParameters', 'revisionIDs');
  }
  if (infoTypes === undefined || infoTypes.length === 0)
    throw new SoapFault('InvalidParameters', 'infoTypes');
  if ((locales?.length ?? 0) > MOST_LOCALES) throw new SoapFault('InvalidParameters', 'locales');
  const needsLocales = infoTypes.includes('LocalizedProperties') || infoTypes.includes('Eula');
  if (needsLocales && (locales === undefined || locales.length === 0)) {
    throw new SoapFault('InvalidParameters', 'locales');
  }
  return {
    revisionIDs,
    infoTypes: [...new Set<string>(infoTypes)].filter((type) => STORED.has(type)),
    locales: (locales ?? []).map((locale) => locale.toLowerCase()),
  };
}

/** What a client gets when there is none of its locales: [MS-WUSP] §2.2.2.2.6, locales. */
const LOCALE_OF_LAST_RESORT = 'en';

/**
 * The fragments of one revision a client gets: for texts the first of its locales that there is, for licences
 * those of that locale for its region, or else for the rest of the world.
 */
function chosen(
  type: string,
  fragments: readonly StoredFragment[],
  locales: readonly string[],
  geoId: string | undefined,
): readonly StoredFragment[] {
  if (type === 'Core' || type === 'Extended') return fragments;
  const wanted = [...locales, LOCALE_OF_LAST_RESORT];
  const locale = wanted.find((one) => fragments.some((fragment) => fragment.locale.toLowerCase() === one));
  const spoken = fragments.filter((fragment) => fragment.locale.toLowerCase() === locale);
  if (type !== 'Eula') return spoken;
  const regional = spoken.filter((fragment) => fragment.geoId !== '' && fragment.geoId === geoId);
  return regional.length > 0 ? regional : spoken.filter((fragment) => fragment.geoId === '');
}

function locationsOf({ catalog }: World, caller: Caller, revisionIds: readonly number[]): FileLocation[] {
  const byDigest = new Map<string, FileLocation>();
  for (const id of revisionIds) {
    for (const file of catalog.files.ofRevision(id))
      byDigest.set(file.sha1.toString('hex'), fileLocation(caller, file));
  }
  return [...byDigest.values()];
}
