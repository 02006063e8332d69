import forge from 'node-forge';

/** The attributes of a subject or an issuer, in order. */
export type DistinguishedName = readonly forge.pki.CertificateField[];

/** RFC 5280 appendix A, ub-common-name. */
const MAX_COMMON_NAME = 64;
const WARNING = 'test only, do not trust';

// The typings call the string type a class.
const UTF8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;

/** A subject that says at first sight that it is a test double's. */
export function mockName(commonName: string): DistinguishedName {
  const common = commonName.length > MAX_COMMON_NAME ? `mock server (${WARNING})` : commonName;
  return [
    { name: 'organizationName', value: 'mock-windows-update', valueTagClass: UTF8 },
    { name: 'organizationalUnitName', value: WARNING, valueTagClass: UTF8 },
    { name: 'commonName', value: common, valueTagClass: UTF8 },
  ];
}

/** The name of an authority or publisher of the double. */
export const warningName = (role: string): DistinguishedName =>
  mockName(`Mock Windows Update ${role} (${WARNING})`);
