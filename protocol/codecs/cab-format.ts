/**
 * The shape of a Microsoft cabinet, [MS-CAB] §2: header, folders, files, and per folder a run of data blocks
 * (CFDATA). All integers are little endian.
 */

/** `MSCF`, the first four bytes of a cabinet. */
export const CAB_SIGNATURE = 0x4643534d;
/** The only version ever used, 1.3: minor in the low byte. */
export const CAB_VERSION = 0x0103;

export const HEADER_BYTES = 36;
/** Size of the three fields that say how many bytes are reserved in header, folders and data blocks. */
export const RESERVE_FIELD_BYTES = 4;
export const FOLDER_BYTES = 8;
export const FILE_BYTES = 16;
export const BLOCK_BYTES = 8;

export const FLAG_PREVIOUS_CABINET = 0x1;
export const FLAG_NEXT_CABINET = 0x2;
export const FLAG_RESERVE = 0x4;

export const ATTRIBUTE_ARCHIVE = 0x20;
/** The name is UTF-8; without it, it is in some code page of the machine that wrote it. */
export const ATTRIBUTE_UTF8_NAME = 0x80;

/** Unpacked bytes of every data block but the last of a folder. */
export const BLOCK_UNPACKED_BYTES = 32_768;
/** Most stored bytes of one block: what the packers may grow incompressible data by. */
export const MAX_BLOCK_STORED_BYTES = BLOCK_UNPACKED_BYTES + 6_144;
/** Longest file name in bytes, without its closing NUL. */
export const MAX_NAME_BYTES = 255;
/** Largest area a header may reserve. */
export const MAX_HEADER_RESERVE = 60_000;
/** Folder numbers from here on mean "continued from or to another cabinet of the set". */
export const FIRST_CONTINUED_FOLDER = 0xfffd;

export const COMPRESSION_STORED = 0;
export const COMPRESSION_MSZIP = 1;
export const COMPRESSION_LZX = 3;

/** A moment as a cabinet writes it: local time of whoever packed it, seconds even, no time zone. */
export interface CabTime {
  /** 1980 to 2107. */
  readonly year: number;
  /** 1 to 12; 0 where the packer wrote no date at all. */
  readonly month: number;
  /** 1 to 31; 0 where the packer wrote no date at all. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** One file of a cabinet. The name is data: nothing here keeps it from being `../x` or `C:\x`. */
export interface CabFile {
  readonly name: string;
  /** Unpacked size in bytes. */
  readonly size: number;
  /** Index of the folder that holds its bytes. */
  readonly folder: number;
  /** Where it starts in the unpacked folder. */
  readonly offset: number;
  readonly attributes: number;
  readonly modified: CabTime;
}

/** One folder: a run of data blocks packed as one stream. */
export interface CabFolder {
  readonly index: number;
  /** Where its first data block starts in the cabinet. */
  readonly start: number;
  readonly blocks: number;
  /** Method in the low four bits; for LZX the window (15 to 21) in bits 8 to 12. */
  readonly compression: number;
}

/** The most a cabinet may ask for before it is refused. */
export interface CabLimits {
  readonly maxCabBytes: number;
  readonly maxFiles: number;
  readonly maxFolders: number;
  /** Of all folders together. */
  readonly maxUncompressedBytes: number;
}

export const DEFAULT_CAB_LIMITS: CabLimits = {
  maxCabBytes: 1024 ** 3,
  maxFiles: 65_535,
  maxFolders: 1_024,
  maxUncompressedBytes: 1024 ** 3,
};
