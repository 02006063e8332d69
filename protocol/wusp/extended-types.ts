import { base64Binary, boolean, int, openEnumeration, string } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';
import { ArrayOfBase64Binary, ArrayOfInt, Cookie, UpdateIdentity } from './common.ts';

/** [MS-WUSP] §2.2.2.2.6, .7 and .10: types of GetExtendedUpdateInfo, GetFileLocations, GetExtendedUpdateInfo2. */

/** Clients of 2018 and later ask for PiecesHashUrl, BlockMapUrl and others too (online service facts, fe3). */
export const XmlUpdateFragmentType = openEnumeration('XmlUpdateFragmentType', [
  'Published',
  'Core',
  'Extended',
  'VerificationRule',
  'LocalizedProperties',
  'Eula',
  'FileUrl',
  'FileDecryption',
]);
export type XmlUpdateFragmentType = TypeOf<typeof XmlUpdateFragmentType>;

export const ArrayOfXmlUpdateFragmentType = arrayOf(
  'ArrayOfXmlUpdateFragmentType',
  'XmlUpdateFragmentType',
  XmlUpdateFragmentType,
);

const UpdateData = complex('UpdateData', { ID: one(int), Xml: optional(string) });
const ArrayOfUpdateData = arrayOf('ArrayOfUpdateData', 'Update', UpdateData, { nillable: true });

export const FileLocation = complex('FileLocation', {
  FileDigest: optional(base64Binary),
  Url: optional(string),
  PiecesHashUrl: optional(string),
  BlockMapUrl: optional(string),
  DecryptionInformation: optional(string),
  FileDigestAlgorithm: optional(string),
  EncryptedFileDigest: optional(base64Binary),
  EncryptedFileDigestAlgorithm: optional(string),
});
export type FileLocation = TypeOf<typeof FileLocation>;
const ArrayOfFileLocation = arrayOf('ArrayOfFileLocation', 'FileLocation', FileLocation, { nillable: true });

export const ExtendedUpdateInfo = complex('ExtendedUpdateInfo', {
  Updates: optional(ArrayOfUpdateData),
  FileLocations: optional(ArrayOfFileLocation),
  OutOfScopeRevisionIDs: optional(ArrayOfInt),
});

export const GetFileLocationsResults = complex('GetFileLocationsResults', {
  FileLocations: optional(ArrayOfFileLocation),
  NewCookie: optional(Cookie),
});

const decryption = {
  FileDigest: optional(base64Binary),
  DecryptionKey: optional(base64Binary),
  SecurityData: optional(ArrayOfBase64Binary),
};
const FileDecryption = complex('FileDecryption', decryption);
const FileDecryption2 = complex('FileDecryption2', decryption);

const UpdateEncryptionDetail = complex('UpdateEncryptionDetail', {
  UpdateIdentity: one(UpdateIdentity),
  HasEncryptedFiles: one(boolean),
});

export const ExtendedUpdateInfo2 = complex('ExtendedUpdateInfo2', {
  Updates: optional(ArrayOfUpdateData),
  FileLocations: optional(ArrayOfFileLocation),
  FileDecryptionData: optional(
    arrayOf('ArrayOfFileDecryption', 'FileDecryption', FileDecryption, { nillable: true }),
  ),
  FileDecryptionData2: optional(
    arrayOf('ArrayOfFileDecryption2', 'FileDecryption2', FileDecryption2, { nillable: true }),
  ),
  UpdateEncryptionDetails: optional(
    arrayOf('ArrayOfUpdateEncryptionDetail', 'UpdateEncryptionDetail', UpdateEncryptionDetail, {
      nillable: true,
    }),
  ),
});
