import { Buffer } from 'node:buffer';

/** The two layouts of an executable: offsets differ by the word size. */
export type ExecutableLayout = 'pe32' | 'pe32+';

const LAYOUTS = {
  pe32: { machine: 0x014c, magic: 0x10b, optionalBytes: 224, directories: 92 },
  'pe32+': { machine: 0x8664, magic: 0x20b, optionalBytes: 240, directories: 108 },
} as const;

export const HEADERS_AT = 64;
const OPTIONAL_AT = HEADERS_AT + 24;
const ALIGNMENT = 512;
/** A return instruction; nothing runs it. */
const RET = 0xc3;

/** Offset of the checksum, and of the directory entry of certificates. */
export const CHECKSUM_AT = OPTIONAL_AT + 64;
export const certificatesAt = (layout: ExecutableLayout): number =>
  OPTIONAL_AT + LAYOUTS[layout].directories + 4 + 4 * 8;

/** A portable executable that does nothing: headers and one section, filled with `fill`. */
export function inertExecutable(
  layout: ExecutableLayout = 'pe32+',
  sectionBytes = ALIGNMENT,
  fill = RET,
): Buffer {
  const { machine, magic, optionalBytes, directories } = LAYOUTS[layout];
  const headers = Buffer.alloc(ALIGNMENT);
  headers.write('MZ', 0, 'latin1');
  headers.writeUInt32LE(HEADERS_AT, 0x3c);
  headers.write('PE\0\0', HEADERS_AT, 'latin1');
  headers.writeUInt16LE(machine, HEADERS_AT + 4);
  headers.writeUInt16LE(1, HEADERS_AT + 6);
  headers.writeUInt16LE(optionalBytes, HEADERS_AT + 20);
  // Executable, and for machines with 4 GB.
  headers.writeUInt16LE(0x0022, HEADERS_AT + 22);
  headers.writeUInt16LE(magic, OPTIONAL_AT);
  headers.writeUInt32LE(0x1000, OPTIONAL_AT + 16);
  headers.writeUInt32LE(0x1000, OPTIONAL_AT + 32);
  headers.writeUInt32LE(ALIGNMENT, OPTIONAL_AT + 36);
  headers.writeUInt32LE(0x2000, OPTIONAL_AT + 56);
  headers.writeUInt32LE(ALIGNMENT, OPTIONAL_AT + 60);
  headers.writeUInt32LE(16, OPTIONAL_AT + directories);
  const section = OPTIONAL_AT + optionalBytes;
  headers.write('.text', section, 'latin1');
  headers.writeUInt32LE(sectionBytes, section + 8);
  headers.writeUInt32LE(0x1000, section + 12);
  headers.writeUInt32LE(sectionBytes, section + 16);
  headers.writeUInt32LE(ALIGNMENT, section + 20);
  headers.writeUInt32LE(0x6000_0020, section + 36);
  return Buffer.concat([headers, Buffer.alloc(sectionBytes, fill)]);
}
