import { serverLanguages } from '../../catalog/configuration/languages.ts';
import type { FilterId, FilterLanguage, RevisionFilter } from '../../catalog/upstream/revision-filter.ts';
import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { ServerSyncFilter } from '../../protocol/wsusss/revision-list.ts';
import { updateIdentityOf } from '../../protocol/wsusss/update-identity.ts';
import { openServerSession, type ServerSession } from '../cookies/server-cookie.ts';
import type { Caller, World } from '../world.ts';
import { currentAnchor, readAnchor } from './anchors.ts';
import { noteServer } from './note-server.ts';
import type { RequestOf, ResponseOf } from './operation.ts';

/** [MS-WSUSSS] §3.1.4.5: one answer, however long. */
export function getRevisionIdList(
  world: World,
  _caller: Caller,
  request: RequestOf<'GetRevisionIdList'>,
): ResponseOf<'GetRevisionIdList'> {
  const session = openServerSession(world, request.cookie);
  const { filter } = request;
  if (filter === undefined) throw new SoapFault('InvalidParameters', 'filter');
  const after = readAnchor(filter.Anchor, 'filter')?.moment;
  const { listing, database } = world.catalog;
  // In one transaction, so that nothing comes between the list and its anchor.
  const [revisions, anchor] = database.transaction(() => [
    filter.GetConfig ? listing.config(after) : listing.updates(filterOf(world, session, filter, after)),
    currentAnchor(world),
  ])() as [RevisionIdentity[], string];
  if (!filter.GetConfig)
    noteServer(world.catalog, (known) => known.noteSync(session.downstreamId, world.clock.now()));
  return { GetRevisionIdListResult: { Anchor: anchor, NewRevisions: revisions.map(updateIdentityOf) } };
}

function filterOf(
  { catalog }: World,
  { protocolVersion }: ServerSession,
  { Categories, Classifications, Languages }: ServerSyncFilter,
  after: number | undefined,
): RevisionFilter {
  const ids = (list: ServerSyncFilter['Categories']): readonly FilterId[] =>
    (list ?? []).map(({ Id, Delta }) => ({ updateId: Id.toLowerCase(), delta: Delta }));
  return {
    protocol: versionNumber(protocolVersion) ?? 0,
    bundleClosure: catalog.configuration.current().bundleClosure,
    ...(after !== undefined && { after }),
    ...(Categories !== undefined && { categories: ids(Categories) }),
    ...(Classifications !== undefined && { classifications: ids(Classifications) }),
    ...(Languages !== undefined && { languages: Languages.flatMap(languageOf) }),
  };
}

/** A language by its short name; an identifier nobody lists names none. */
function languageOf({
  Id,
  Delta,
}: NonNullable<ServerSyncFilter['Languages']>[number]): readonly FilterLanguage[] {
  if (Id === 0) return [{ shortName: 'all', delta: Delta }];
  const known = serverLanguages.find(({ languageId }) => languageId === Id);
  return [{ shortName: known?.shortName ?? `language ${Id}`, delta: Delta }];
}
