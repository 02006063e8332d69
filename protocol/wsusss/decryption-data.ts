import { operation } from '../soap/contract.ts';
import { base64Binary } from '../soap/scalars.ts';
import { arrayOf, complex, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfUpdateIdentity, Cookie, UpdateIdentity } from '../wusp/common.ts';

/** [MS-WSUSSS] §3.1.4.18: the keys to the files of encrypted revisions. */

export const ServerSyncFileDecryption = complex('ServerSyncFileDecryption', {
  FileDigest: optional(base64Binary),
  DecryptionKey: optional(base64Binary),
});
export type ServerSyncFileDecryption = TypeOf<typeof ServerSyncFileDecryption>;

export const ServerSyncUpdateFileDecryption = complex('ServerSyncUpdateFileDecryption', {
  UpdateId: optional(UpdateIdentity),
  FileDecryptionData: optional(
    arrayOf('ArrayOfServerSyncFileDecryption', 'ServerSyncFileDecryption', ServerSyncFileDecryption, {
      nillable: true,
    }),
  ),
});
export type ServerSyncUpdateFileDecryption = TypeOf<typeof ServerSyncUpdateFileDecryption>;

export const ServerDecryptionData = complex('ServerDecryptionData', {
  UpdateFileDecryptionData: optional(
    arrayOf(
      'ArrayOfServerSyncUpdateFileDecryption',
      'ServerSyncUpdateFileDecryption',
      ServerSyncUpdateFileDecryption,
      { nillable: true },
    ),
  ),
});
export type ServerDecryptionData = TypeOf<typeof ServerDecryptionData>;

export const GetUpdateDecryptionData = operation(
  'GetUpdateDecryptionData',
  { cookie: optional(Cookie), updateIds: optional(ArrayOfUpdateIdentity) },
  { GetUpdateDecryptionDataResult: optional(ServerDecryptionData) },
);
