import type { Buffer } from 'node:buffer';
import { attributeCertificate } from './attribute-certificates.ts';
import { type ByteSource, type ByteSpan, readAtMost, spansWithout } from './byte-source.ts';
import { type Located, malformed, spanProblem } from './located.ts';

/** Microsoft Portable Executable and Common Object File Format Specification: the DOS header and its last field. */
const DOS_HEADER_BYTES = 64;
const NEW_HEADER_AT = 0x3c;
/** "PE\0\0". */
const NEW_HEADER_MARK = 0x0000_4550;
/** The mark and the COFF header; the size of the optional header is in there. */
const COFF_BYTES = 24;
const OPTIONAL_SIZE_AT = 20;
const CHECKSUM_AT = COFF_BYTES + 64;
/** Where the number of data directories is, by the magic number of the optional header: PE32 and PE32+. */
const DIRECTORIES_AT: Readonly<Record<number, number>> = { 267: COFF_BYTES + 92, 523: COFF_BYTES + 108 };
/** The data directory of the certificates, counted from 0, and the bytes of each. */
const SECURITY_DIRECTORY = 4;
const DIRECTORY_BYTES = 8;
/** Up to the end of that directory in PE32+. */
const READ_BYTES = COFF_BYTES + 112 + (SECURITY_DIRECTORY + 1) * DIRECTORY_BYTES;

/** Where the fields of an executable lie that no digest covers. */
interface Fields {
  readonly checksum: ByteSpan;
  readonly directory: ByteSpan;
  /** The table of certificates the directory names. */
  readonly table: ByteSpan;
}

/**
 * Finds the signature of a portable executable. The digest covers the file in its order, without the checksum, the
 * directory entry and the table of certificates. The specification has the sections hashed in the order of their
 * places instead: that differs only for files with gaps, and what lies in a gap would go unsigned.
 */
export async function locateInExecutable(source: ByteSource): Promise<Located> {
  const dos = await readAtMost(source, 0, DOS_HEADER_BYTES);
  const start = dos.length < DOS_HEADER_BYTES ? source.size : dos.readUInt32LE(NEW_HEADER_AT);
  const header = await readAtMost(source, start, READ_BYTES);
  const directories = directoriesAt(header);
  if (directories === undefined) return { kind: 'unknown' };
  const fields = fieldsOf(header, start, directories);
  if (fields === undefined) return { kind: 'unsigned', form: 'executable' };
  const { checksum, directory, table } = fields;
  const problem = spanProblem(table, directory.offset + DIRECTORY_BYTES, source.size);
  if (problem !== undefined) return malformed(problem);
  const found = attributeCertificate(await source.read(table.offset, table.length));
  if (found.kind === 'malformed') return malformed(found.reason);
  if (found.kind === 'none') return { kind: 'unsigned', form: 'executable' };
  const signature = { offset: table.offset + found.span.offset, length: found.span.length };
  const hashed = spansWithout(source.size, [checksum, directory, table]);
  return { kind: 'signed', form: 'executable', hashed, signature };
}

function directoriesAt(header: Buffer): number | undefined {
  if (header.length < COFF_BYTES + 2 || header.readUInt32LE(0) !== NEW_HEADER_MARK) return undefined;
  return DIRECTORIES_AT[header.readUInt16LE(COFF_BYTES)];
}

/** The fields; undefined when the file has no table of certificates. */
function fieldsOf(header: Buffer, start: number, directories: number): Fields | undefined {
  const entry = directories + 4 + SECURITY_DIRECTORY * DIRECTORY_BYTES;
  const end = Math.min(header.length, COFF_BYTES + header.readUInt16LE(OPTIONAL_SIZE_AT));
  if (end < entry + DIRECTORY_BYTES || header.readUInt32LE(directories) <= SECURITY_DIRECTORY)
    return undefined;
  // The only directory that names a place in the file and not in memory.
  const table = { offset: header.readUInt32LE(entry), length: header.readUInt32LE(entry + 4) };
  if (table.offset === 0 || table.length === 0) return undefined;
  return {
    checksum: { offset: start + CHECKSUM_AT, length: 4 },
    directory: { offset: start + entry, length: DIRECTORY_BYTES },
    table,
  };
}
