import { operation } from '../soap/contract.ts';
import { base64Binary, string } from '../soap/scalars.ts';
import { arrayOf, complex, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfBase64Binary, ArrayOfUpdateIdentity, Cookie, UpdateIdentity } from '../wusp/common.ts';

/** [MS-WSUSSS] §3.1.4.6 and .11: the documents of revisions, and their files. */

export const ServerSyncUpdateData = complex('ServerSyncUpdateData', {
  Id: optional(UpdateIdentity),
  XmlUpdateBlob: optional(string),
  FileDigestList: optional(ArrayOfBase64Binary),
  XmlUpdateBlobCompressed: optional(base64Binary),
});
export type ServerSyncUpdateData = TypeOf<typeof ServerSyncUpdateData>;

/** `UssUrl` is of no use to anyone, yet real servers send it, and empty (capture 37). */
export const ServerSyncUrlData = complex('ServerSyncUrlData', {
  FileDigest: optional(base64Binary),
  MUUrl: optional(string),
  UssUrl: optional(string),
  DecryptionKey: optional(base64Binary),
});
export type ServerSyncUrlData = TypeOf<typeof ServerSyncUrlData>;

export const ServerUpdateData = complex('ServerUpdateData', {
  updates: optional(
    arrayOf('ArrayOfServerSyncUpdateData', 'ServerSyncUpdateData', ServerSyncUpdateData, { nillable: true }),
  ),
  fileUrls: optional(
    arrayOf('ArrayOfServerSyncUrlData', 'ServerSyncUrlData', ServerSyncUrlData, { nillable: true }),
  ),
});
export type ServerUpdateData = TypeOf<typeof ServerUpdateData>;

export const GetUpdateData = operation(
  'GetUpdateData',
  { cookie: optional(Cookie), updateIds: optional(ArrayOfUpdateIdentity) },
  { GetUpdateDataResult: optional(ServerUpdateData) },
);

export const DownloadFiles = operation(
  'DownloadFiles',
  { cookie: optional(Cookie), fileDigestList: optional(ArrayOfBase64Binary) },
  {},
);
