import type { ErrorTable } from './table.ts';

/** Errors of `metadata`: update documents that cannot be read or described. */
export const metadataErrors = {
  METADATA_XML_MALFORMED: {
    message: 'The update document is not well-formed XML: {what} at line {line}, column {column}',
    repair: 'Repair the document there; `xmllint --noout FILE` shows the same place.',
  },
  METADATA_DOCTYPE: {
    message: 'The update document has a DOCTYPE (line {line}, column {column})',
    repair: 'Remove the DOCTYPE: update documents have none, and it could name files and entities.',
  },
  METADATA_LIMIT: {
    message: 'The update document has more than {limit} {what}',
    repair: 'Split or shorten the document; no genuine one comes near this limit.',
  },
  METADATA_NOT_AN_UPDATE: {
    message: 'The root element is {found}, not Update of the namespace {expected}',
    repair: 'Give the document upd:Update as its root, with xmlns:upd="{expected}".',
  },
  METADATA_MISSING_ELEMENT: {
    message: '{parent} has no {element}',
    repair: 'Add {element} to {parent}.',
  },
  METADATA_REPEATED_ELEMENT: {
    message: '{parent} has more than one {element}',
    repair: 'Keep one {element}.',
  },
  METADATA_MISSING_ATTRIBUTE: {
    message: '{element} has no attribute {attribute}',
    repair: 'Add {attribute} to {element}.',
  },
  METADATA_BAD_UPDATE_ID: {
    message: 'UpdateID "{value}" of {element} is not a GUID',
    repair: 'Write it as 8-4-4-4-12 hexadecimal digits, without braces.',
  },
  METADATA_BAD_REVISION_NUMBER: {
    message: 'RevisionNumber "{value}" of {element} is not a whole number from 1 to 2147483647',
    repair: 'Give the revision a positive number, such as 200.',
  },
  METADATA_BAD_UPDATE_TYPE: {
    message: 'UpdateType "{value}" is not one of Category, Detectoid, Software, Driver',
    repair: 'Use one of the four types, in this spelling.',
  },
  METADATA_BAD_VALUE: {
    message: '{attribute} "{value}" of {element} is not {expected}',
    repair: 'Correct {attribute}.',
  },
  METADATA_BAD_DIGEST: {
    message: '{algorithm} digest "{value}" of {element} is not {bytes} bytes in {encoding}',
    repair: 'Compute the digest of the file again and write it in {encoding}.',
  },
  METADATA_BAD_SIZE: {
    message: 'Size "{value}" of {element} is not a number of bytes',
    repair: 'Write the length of the file in bytes, digits only.',
  },
  METADATA_EMPTY_CLAUSE: {
    message: 'An AtLeastOne of {parent} names no update, so it could never be satisfied',
    repair: 'Name an update in it or remove it.',
  },
  METADATA_REPEATED_LANGUAGE: {
    message: 'There are two LocalizedProperties for the language "{language}"',
    repair: 'Keep one for each language.',
  },
  METADATA_NO_DRIVER: {
    message: 'The driver update has no WindowsDriverMetaData, so no device could match it',
    repair: 'Describe the hardware in ApplicabilityRules/Metadata.',
  },
  METADATA_ATTRIBUTE_CLASH: {
    message: '{element} has two attributes called {attribute} once prefixes are stripped',
    repair: 'Rename one: clients receive fragments without prefixes.',
  },
  METADATA_SPEC_CHARACTER: {
    message: '{where} has the character U+{code}, which XML does not allow',
    repair: 'Remove the character.',
  },
  METADATA_SPEC_NAME: {
    message: '"{name}" cannot be the name of an element or attribute',
    repair: 'Use letters, digits, "-", "_" and ".", with at most one prefix before a colon.',
  },
  METADATA_SPEC_PREFIX: {
    message: 'The prefix "{prefix}" of "{name}" stands for no namespace',
    repair:
      'Use a prefix of update documents (bar, lar, msiar, cbsar, drv, …) or declare it: xmlns:{prefix}.',
  },
} as const satisfies ErrorTable;
