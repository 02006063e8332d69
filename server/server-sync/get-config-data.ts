import { enabledLanguages, serverLanguages } from '../../catalog/configuration/languages.ts';
import type { ServerSyncLanguageData } from '../../protocol/wsusss/config-data.ts';
import { openServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import { currentAnchor, readAnchor } from './anchors.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/** [MS-WSUSSS] §3.1.4.4. */
export function getConfigData(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetConfigData'>,
): ResponseOf<'GetConfigData'> {
  openServerSession(world, request.cookie);
  const anchor = readAnchor(request.configAnchor, 'configAnchor');
  const own = world.catalog.configuration.current();
  return {
    GetConfigDataResult: {
      CatalogOnlySync: own.catalogOnlySync,
      LazySync: own.lazySync,
      ServerHostsPsfFiles: own.serverHostsPsfFiles,
      MaxNumberOfUpdatesPerRequest: own.maxUpdatesPerRequest,
      MaxNumberOfDriverSetsPerRequest: own.maxDriverSetsPerRequest,
      MaxNumberOfComputerIdsInRequest: own.maxComputerIdsPerRequest,
      MaxNumberOfPnpHardwareIdsInRequest: own.maxPnpHardwareIdsPerRequest,
      NewConfigAnchor: currentAnchor(world),
      ProtocolVersion: own.serverProtocolVersion,
      LanguageUpdateList: isNews(world, anchor?.moment) ? languageList(own.languages) : [],
      MaxUpdatesPerRequestInGetUpdateDecryptionData: own.maxDecryptionUpdatesPerRequest,
    },
  };
}

/** With an anchor only what changed is told, and the languages change together. */
function isNews({ catalog }: World, moment: number | undefined): boolean {
  return moment === undefined || catalog.settings.number('languages_moment') > moment;
}

/** The switch for all languages first, then each (capture 34). */
function languageList(list: string): readonly ServerSyncLanguageData[] {
  const enabled = enabledLanguages(list);
  return [
    { LanguageID: 0, ShortLanguage: 'all', LongLanguage: 'all', Enabled: enabled === undefined },
    ...serverLanguages.map(({ languageId, shortName, longName }) => ({
      LanguageID: languageId,
      ShortLanguage: shortName,
      LongLanguage: longName,
      Enabled: enabled?.has(shortName) ?? false,
    })),
  ];
}
