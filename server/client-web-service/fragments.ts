import type { Catalog } from '../../catalog/catalog.ts';
import type { FragmentType, StoredFragment } from '../../catalog/store/revisions.ts';
import { type Encodable, Written } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';

/** A client asks in one or two languages; every one is looked for in every revision. */
const MOST_LOCALES = 100;

/** Fragment types the Metadata Table holds: [MS-WUSP] §3.1.1. The others have no entry there. */
const STORED: ReadonlySet<string> = new Set<FragmentType>([
  'Core',
  'Extended',
  'LocalizedProperties',
  'Eula',
]);

/** Which fragments a client asks for. */
export interface WantedFragments {
  /** As asked for, each once: stored types and those that stand for files. */
  readonly infoTypes: ReadonlySet<string>;
  /** In lower case. */
  readonly locales: readonly string[];
  readonly geoId: string | undefined;
}

/** Checks the parameters [MS-WUSP] §3.1.5.9 has rules for. Throws SoapFault InvalidParameters. */
export function wantedFragments(request: {
  readonly infoTypes?: readonly string[];
  readonly locales?: readonly string[];
  readonly GeoId?: string;
}): WantedFragments {
  const { infoTypes, locales = [] } = request;
  if (infoTypes === undefined || infoTypes.length === 0)
    throw new SoapFault('InvalidParameters', 'infoTypes');
  if (locales.length > MOST_LOCALES) throw new SoapFault('InvalidParameters', 'locales');
  const needsLocales = infoTypes.includes('LocalizedProperties') || infoTypes.includes('Eula');
  if (needsLocales && locales.length === 0) throw new SoapFault('InvalidParameters', 'locales');
  return {
    infoTypes: new Set(infoTypes),
    locales: locales.map((locale) => locale.toLowerCase()),
    geoId: request.GeoId,
  };
}

type UpdateData = Encodable<{ readonly ID: number; readonly Xml?: string }>;

/** The stored fragments of revisions a client gets: all of one type before those of the next, as capture 10 has them. */
export function fragmentsOf(
  { revisions }: Catalog,
  revisionIds: readonly number[],
  wanted: WantedFragments,
): readonly UpdateData[] {
  return [...wanted.infoTypes]
    .filter((type) => STORED.has(type))
    .flatMap((type) =>
      revisionIds.flatMap((ID) =>
        chosen(type, revisions.fragments(ID, type as FragmentType), wanted).map(({ xml }) => ({
          ID,
          Xml: Written.of(`<Xml>${xml}</Xml>`),
        })),
      ),
    );
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
  { locales, geoId }: WantedFragments,
): readonly StoredFragment[] {
  if (type === 'Core' || type === 'Extended') return fragments;
  const wanted = [...locales, LOCALE_OF_LAST_RESORT];
  const locale = wanted.find((one) => fragments.some((fragment) => fragment.locale.toLowerCase() === one));
  const spoken = fragments.filter((fragment) => fragment.locale.toLowerCase() === locale);
  if (type !== 'Eula') return spoken;
  const regional = spoken.filter((fragment) => fragment.geoId !== '' && fragment.geoId === geoId);
  return regional.length > 0 ? regional : spoken.filter((fragment) => fragment.geoId === '');
}
