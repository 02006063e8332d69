import type { ErrorTable } from './table.ts';

/** Errors of `codecs`. */
export const codecErrors = {
  CODEC_CAB_TOO_LARGE: {
    message: 'The cabinet has {bytes} bytes, more than the limit of {limit}.',
    repair: 'Raise maxCabBytes, or check that this is the file you meant.',
  },
  CODEC_CAB_NOT_A_CABINET: {
    message: 'The file starts with {found}, not with the MSCF of a cabinet.',
    repair: 'Check that the file is a cabinet (.cab) and was downloaded whole.',
  },
  CODEC_CAB_VERSION: {
    message: 'The cabinet has version {version}; only 1.3 exists.',
    repair: 'Check that the file is an undamaged cabinet.',
  },
  CODEC_CAB_TRUNCATED: {
    message: 'The {part} at offset {offset} needs {needed} bytes, but the cabinet ends at {end}.',
    repair: 'Get the cabinet again: it is cut short or damaged.',
  },
  CODEC_CAB_SPLIT: {
    message: 'The cabinet is one piece of a set: it continues {neighbour}, and sets are not supported.',
    repair: 'Join the set into a single cabinet first.',
  },
  CODEC_CAB_EMPTY: {
    message: 'The cabinet declares {what}.',
    repair: 'Check that the file is an undamaged cabinet: one without folders or files holds nothing.',
  },
  CODEC_CAB_LIMIT: {
    message: 'The cabinet declares {count} {what}, more than the limit of {limit}.',
    repair: 'Raise {option} if you trust this cabinet.',
  },
  CODEC_CAB_OVERLAP: {
    message: 'The data blocks of folder {folder} overlap those of another folder.',
    repair: 'Check that the file is an undamaged cabinet: honest folders do not share their data.',
  },
  CODEC_CAB_COMPRESSION: {
    message:
      'Folder {folder} has compression type {type}, which is not stored (0), MSZIP (1) or LZX with a window of 15 to 21 (0x0f03 to 0x1503).',
    repair: 'Repack the cabinet with one of these; Quantum is not supported.',
  },
  CODEC_CAB_NAME: {
    message: 'The file name at offset {offset} {problem}.',
    repair: 'Check that the file is an undamaged cabinet.',
  },
  CODEC_CAB_DUPLICATE_NAME: {
    message: 'The cabinet holds two files named {name}, and names are matched without regard to case.',
    repair: 'Rename one of them before packing.',
  },
  CODEC_CAB_FILE_OUTSIDE_FOLDER: {
    message: 'The file {name} ends at {end} of folder {folder}, which holds {size} bytes.',
    repair: 'Check that the file is an undamaged cabinet.',
  },
  CODEC_CAB_NO_SUCH_FOLDER: {
    message: 'The file {name} lies in folder {folder}, but the cabinet has {folders}.',
    repair: 'Check that the file is an undamaged cabinet.',
  },
  CODEC_CAB_BLOCK_SIZE: {
    message:
      'Block {block} of folder {folder} at offset {offset} declares {stored} stored and {size} unpacked bytes: {problem}.',
    repair: 'Check that the file is an undamaged cabinet.',
  },
  CODEC_CAB_CHECKSUM: {
    message:
      'Block {block} of folder {folder} at offset {offset} has checksum {found}, but its header says {expected}.',
    repair: 'Get the cabinet again: its data is damaged.',
  },
  CODEC_CAB_NO_SUCH_FILE: {
    message: 'The cabinet holds no file named {name}; it holds {names}.',
    repair: 'Ask for one of the names it holds.',
  },
  CODEC_CAB_UNWRITABLE: {
    message: 'The cabinet cannot be written: {problem}.',
    repair: 'Change what goes into it; a cabinet holds 1 to 65,535 files and at most 2 GB.',
  },
  CODEC_MSZIP_DAMAGED: {
    message: 'MSZIP block {block} of folder {folder} is damaged: {problem}.',
    repair: 'Get the cabinet again: its data is damaged.',
  },
  CODEC_LZX_DAMAGED: {
    message: 'LZX block {block} of folder {folder} is damaged at unpacked byte {position}: {problem}.',
    repair: 'Get the cabinet again: its data is damaged.',
  },
  CODEC_BLOB_MEMBERS: {
    message: 'The update blob holds {files} files in {folders} folders, not one file in one folder.',
    repair: 'Ask the upstream server for the update again: its document comes as the only file of a cabinet.',
  },
  CODEC_BLOB_SIZE: {
    message:
      'The update blob unpacks to {unpacked} bytes, but says that its document has {size}, starting at {offset}.',
    repair: 'Ask the upstream server for the update again: its blob is damaged.',
  },
  CODEC_BLOB_NOT_UTF16: {
    message: 'The document in the update blob is not UTF-16: {problem}.',
    repair: 'Ask the upstream server for the update again, or check how its blobs are written.',
  },
  CODEC_BLOB_UNWRITABLE: {
    message:
      'The document cannot be packed as an update blob: half of a surrogate pair stands alone at character {at}.',
    repair: 'Correct the text of the update; XML allows surrogates in pairs only.',
  },
  CODEC_XPRESS_DAMAGED: {
    message: 'Xpress block {block} at offset {offset} is damaged: {problem}.',
    repair: 'Transfer the body again, or without the content coding xpress.',
  },
  CODEC_XPRESS_TOO_LARGE: {
    message: 'The Xpress blocks hold more than {limit} bytes.',
    repair: 'Send less at once: the limit counts the bytes before compression.',
  },
} as const satisfies ErrorTable;
