/** Object identifiers of Authenticode signatures, by the names their specifications give them. */
export const SIGNING_OID = {
  // RFC 2315 and RFC 5652
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  // RFC 2985
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  countersignature: '1.2.840.113549.1.9.6',
  // RFC 3161
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  // RFC 5280
  anyExtendedKeyUsage: '2.5.29.37.0',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  // Windows Authenticode Portable Executable Signature Format
  spcIndirectData: '1.3.6.1.4.1.311.2.1.4',
  spcPeImageData: '1.3.6.1.4.1.311.2.1.15',
  // The next two have no specification; osslsigncode names them.
  spcCabData: '1.3.6.1.4.1.311.2.1.25',
  spcTimestampToken: '1.3.6.1.4.1.311.3.3.1',
  // A signature by such a certificate ends with it, timestamp or not (KP_LIFETIME_SIGNING).
  lifetimeSigning: '1.3.6.1.4.1.311.10.3.13',
} as const;
