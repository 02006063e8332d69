import { operation } from '../soap/contract.ts';
import { boolean, guid, int, string } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfGuid, ArrayOfUpdateIdentity, Cookie } from '../wusp/common.ts';

/** [MS-WSUSSS] §3.1.4.5 and .9: which revisions there are. */

export const IdAndDelta = complex('IdAndDelta', { Id: one(guid), Delta: one(boolean) });
export type IdAndDelta = TypeOf<typeof IdAndDelta>;
export const ArrayOfIdAndDelta = arrayOf('ArrayOfIdAndDelta', 'IdAndDelta', IdAndDelta, { nillable: true });

export const LanguageAndDelta = complex('LanguageAndDelta', { Id: one(int), Delta: one(boolean) });
export type LanguageAndDelta = TypeOf<typeof LanguageAndDelta>;

/** An element without content: the version of a client is in its cookie. */
export const Version = complex('Version', {});

export const ServerSyncFilter = complex('ServerSyncFilter', {
  DssProtocolVersion: optional(Version),
  Anchor: optional(string),
  GetConfig: one(boolean),
  // Required by the WSDL, yet a client that real servers answer leaves it out (capture 35).
  Get63LanguageOnly: optional(boolean),
  Categories: optional(ArrayOfIdAndDelta),
  Classifications: optional(ArrayOfIdAndDelta),
  Languages: optional(
    arrayOf('ArrayOfLanguageAndDelta', 'LanguageAndDelta', LanguageAndDelta, { nillable: true }),
  ),
});
export type ServerSyncFilter = TypeOf<typeof ServerSyncFilter>;

export const RevisionIdList = complex('RevisionIdList', {
  Anchor: optional(string),
  NewRevisions: optional(ArrayOfUpdateIdentity),
});
export type RevisionIdList = TypeOf<typeof RevisionIdList>;

export const GetRevisionIdList = operation(
  'GetRevisionIdList',
  { cookie: optional(Cookie), filter: optional(ServerSyncFilter) },
  { GetRevisionIdListResult: optional(RevisionIdList) },
);

export const GetRelatedRevisionsForUpdates = operation(
  'GetRelatedRevisionsForUpdates',
  { cookie: optional(Cookie), updateIDs: optional(ArrayOfGuid) },
  { GetRelatedRevisionsForUpdatesResult: optional(ArrayOfUpdateIdentity) },
);
