import { base64Binary, dateTime, guid, int, string } from '../soap/scalars.ts';
import { arrayOf, complex, one, optional, type TypeOf } from '../soap/types.ts';

/** [MS-WUSP] §2.2.3: types several services share by shape, each in its own namespace. */
export const ArrayOfInt = arrayOf('ArrayOfInt', 'int', int);
export const ArrayOfString = arrayOf('ArrayOfString', 'string', string, { nillable: true });
export const ArrayOfGuid = arrayOf('ArrayOfGuid', 'guid', guid);
export const ArrayOfBase64Binary = arrayOf('ArrayOfBase64Binary', 'base64Binary', base64Binary, {
  nillable: true,
});

/** §2.2.3.5: the sealed cookie and when it ends. */
export const Cookie = complex('Cookie', { Expiration: one(dateTime), EncryptedData: optional(base64Binary) });
export type Cookie = TypeOf<typeof Cookie>;

/** §2.2.3.4: what SimpleAuth gives out and GetCookie takes. */
export const AuthorizationCookie = complex('AuthorizationCookie', {
  PlugInId: optional(string),
  CookieData: optional(base64Binary),
});
export type AuthorizationCookie = TypeOf<typeof AuthorizationCookie>;

/** §2.2.3.6: an update in one of its revisions. */
export const UpdateIdentity = complex('UpdateIdentity', { UpdateID: one(guid), RevisionNumber: one(int) });
export type UpdateIdentity = TypeOf<typeof UpdateIdentity>;
export const ArrayOfUpdateIdentity = arrayOf('ArrayOfUpdateIdentity', 'UpdateIdentity', UpdateIdentity, {
  nillable: true,
});
export const ArrayOfAuthorizationCookie = arrayOf(
  'ArrayOfAuthorizationCookie',
  'AuthorizationCookie',
  AuthorizationCookie,
  { nillable: true },
);
