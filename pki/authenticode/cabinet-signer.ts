import type { BrokenSigner, SignerName } from '../../protocol/authenticode/broken-signers.ts';
import type { Credential } from '../credential.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { signCabinet } from './sign-cabinet.ts';

/** The publisher with a defect. */
export type BrokenPublisherOf = (kind: Exclude<BrokenSigner, 'other-file'>) => Credential;

/** Signs cabinets as one of the publishers; each broken one is made when it is first needed. */
export function createCabinetSigner(
  hierarchy: Hierarchy,
  brokenPublisher: BrokenPublisherOf,
): (bytes: Uint8Array, signer: SignerName) => Buffer {
  const made = new Map<string, Credential>();
  const publisher = (kind: Parameters<BrokenPublisherOf>[0]): Credential => {
    const known = made.get(kind) ?? brokenPublisher(kind);
    made.set(kind, known);
    return known;
  };
  return (bytes, signer) => {
    if (signer === 'a' || signer === 'b') return signCabinet(bytes, hierarchy[`publisher-${signer}`]);
    if (signer === 'other-file') return overOtherFile(signCabinet(bytes, hierarchy['publisher-a']));
    return signCabinet(bytes, publisher(signer));
  };
}

/** Where a signed cabinet says where its signature starts; the bytes before are those of its last file. */
const SIGNATURE_START_AT = 44;

/** The same, one byte of what is signed changed behind the signature's back. */
function overOtherFile(signed: Buffer): Buffer {
  const changed = Buffer.from(signed);
  const at = changed.readUInt32LE(SIGNATURE_START_AT) - 1;
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}
