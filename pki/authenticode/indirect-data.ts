import { Buffer } from 'node:buffer';
import { type Asn1, implicit, nothing, octets, oid, sequence, tagged } from '../der.ts';
import { OID } from '../oids.ts';

/** UTF-16, big-endian, as BMPString. */
const bmpBytes = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/**
 * SpcIndirectDataContent for a cabinet with SHA-256 `digest`. The link is a leftover that verifiers
 * want to see with exactly this text ("Windows Authenticode Portable Executable Signature Format").
 */
export function indirectData(digest: Uint8Array): Asn1 {
  const obsoleteLink = tagged(2, implicit(0, bmpBytes('<<<Obsolete>>>')));
  return sequence(
    sequence(oid(OID.spcCabData), obsoleteLink),
    sequence(sequence(oid(OID.sha256), nothing()), octets(digest)),
  );
}

/** SpcSpOpusInfo: the name Windows shows for what is signed. */
export function opusInfo(programName: string): Asn1 {
  return sequence(tagged(0, implicit(0, bmpBytes(programName))));
}

/** SpcStatementType: signed by an individual publisher. */
export const individualStatement = (): Asn1 => sequence(oid(OID.spcIndividualCodeSigning));
