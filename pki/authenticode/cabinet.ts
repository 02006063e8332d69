import { Buffer } from 'node:buffer';
import { fail } from '../../platform/errors/index.ts';

/** A cabinet taken apart so far as signing needs it, [MS-CAB] §2.1. */
export interface CabinetParts {
  /** The 36 bytes that every cabinet begins with. */
  readonly header: Buffer;
  readonly folders: number;
  /** What follows header and reserve: folder table, file table, data. */
  readonly body: Buffer;
  /** Where `body` began; offsets in it count from the start of the file. */
  readonly bodyStart: number;
}

const HEADER_BYTES = 36;
/** Offset of each field in the header. */
const AT = { size: 8, files: 16, folders: 26, flags: 30 } as const;
const FLAG_PREVIOUS = 0x0001;
const FLAG_NEXT = 0x0002;
const FLAG_RESERVE = 0x0004;
const FOLDER_BYTES = 8;
/** Sizes of the reserved areas (header, folder, data block), then the header's own. */
const RESERVE_SIZES_BYTES = 4;
const SIGNATURE_RESERVE_BYTES = 20;
/** Where a signed cabinet says where its signature starts; 0 as long as it has none. */
const SIGNATURE_START_AT = 44;
/** [MS-CAB] §2.1: a cabinet ends below 2 GiB; room is left for the signature. */
const MAX_CABINET_BYTES = 0x7fff_0000;

/** Where the body of a signed cabinet begins. */
export const SIGNED_BODY_START = HEADER_BYTES + RESERVE_SIZES_BYTES + SIGNATURE_RESERVE_BYTES;

/**
 * Takes a cabinet apart; an earlier signature is left out. Throws PKI_CABINET_INVALID, or PKI_CABINET_UNSUPPORTED
 * for one of a set or with reserved areas other than a signature's.
 */
export function readCabinet(bytes: Uint8Array): CabinetParts {
  const cabinet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (cabinet.length > MAX_CABINET_BYTES) return invalid(`it has more than ${MAX_CABINET_BYTES} bytes`);
  if (cabinet.length < HEADER_BYTES || cabinet.toString('latin1', 0, 4) !== 'MSCF') {
    return invalid('it does not begin like a cabinet');
  }
  const flags = cabinet.readUInt16LE(AT.flags);
  if (flags & (FLAG_PREVIOUS | FLAG_NEXT)) return unsupported('it is one of a set of cabinets');
  const reserved = (flags & FLAG_RESERVE) !== 0;
  const end = reserved ? endOfReserved(cabinet) : cabinet.length;
  if (cabinet.readUInt32LE(AT.size) !== end) {
    return invalid(`its header says ${cabinet.readUInt32LE(AT.size)} bytes but it has ${end}`);
  }
  const bodyStart = reserved ? SIGNED_BODY_START : HEADER_BYTES;
  return checked({
    header: cabinet.subarray(0, HEADER_BYTES),
    folders: cabinet.readUInt16LE(AT.folders),
    body: cabinet.subarray(bodyStart, end),
    bodyStart,
  });
}

/**
 * The cabinet with a reserve for a signature in its header that says it starts at the end and has
 * `signatureBytes`. All offsets follow the body to its new place.
 */
export function withSignatureReserve(parts: CabinetParts, signatureBytes: number): Buffer {
  const { header, folders, body, bodyStart } = parts;
  const shift = SIGNED_BODY_START - bodyStart;
  const size = SIGNED_BODY_START + body.length;
  const cabinet = Buffer.concat([header, Buffer.alloc(SIGNED_BODY_START - HEADER_BYTES), body]);
  cabinet.writeUInt32LE(size, AT.size);
  cabinet.writeUInt32LE(header.readUInt32LE(AT.files) + shift, AT.files);
  cabinet.writeUInt16LE(header.readUInt16LE(AT.flags) | FLAG_RESERVE, AT.flags);
  cabinet.writeUInt32LE(SIGNATURE_RESERVE_BYTES, HEADER_BYTES);
  // The constant that verifiers look for, then start and length of the signature.
  cabinet.writeUInt32LE(0x0010_0000, HEADER_BYTES + RESERVE_SIZES_BYTES);
  cabinet.writeUInt32LE(size, SIGNATURE_START_AT);
  cabinet.writeUInt32LE(signatureBytes, SIGNATURE_START_AT + 4);
  for (let index = 0; index < folders; index += 1) {
    const at = SIGNED_BODY_START + index * FOLDER_BYTES;
    cabinet.writeUInt32LE(cabinet.readUInt32LE(at) + shift, at);
  }
  return cabinet;
}

// The size in the header counts neither the signature nor, in cabinets signed by some tools, anything after it.
function endOfReserved(cabinet: Buffer): number {
  if (cabinet.length < SIGNED_BODY_START) return invalid('it ends inside its header');
  if (cabinet.readUInt32LE(HEADER_BYTES) !== SIGNATURE_RESERVE_BYTES) {
    return unsupported('its reserved areas are not those of a signature');
  }
  const start = cabinet.readUInt32LE(SIGNATURE_START_AT);
  if (start === 0) return cabinet.length;
  return start > cabinet.length ? invalid('its signature lies beyond its end') : start;
}

function checked(parts: CabinetParts): CabinetParts {
  const { header, folders, body, bodyStart } = parts;
  const tableBytes = folders * FOLDER_BYTES;
  const files = header.readUInt32LE(AT.files);
  if (tableBytes > body.length) return invalid(`its table of ${folders} folders goes beyond its end`);
  if (files !== bodyStart + tableBytes) return invalid('its file table does not follow its folder table');
  for (let index = 0; index < folders; index += 1) {
    const start = body.readUInt32LE(index * FOLDER_BYTES);
    if (start < files || start > bodyStart + body.length) {
      return invalid(`the data of its folder ${index} lies outside of it`);
    }
  }
  return parts;
}

const invalid = (reason: string): never => fail('PKI_CABINET_INVALID', { reason });
const unsupported = (reason: string): never => fail('PKI_CABINET_UNSUPPORTED', { reason });
