import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import type { UpdateType } from './update-document.ts';
import { attributeOf, childrenNamed, textOf, type XmlElement } from './xml-tree.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const MAX_REVISION = 0x7fffffff;

/** Digest algorithms of files and the bytes they give. */
export const digestBytes = { SHA1: 20, SHA256: 32 } as const;

/** The value of an attribute that must be there and not empty: METADATA_MISSING_ATTRIBUTE. */
export function requiredAttribute(element: XmlElement, attribute: string): string {
  const value = attributeOf(element, attribute);
  if (value === undefined || value.trim() === '') {
    fail('METADATA_MISSING_ATTRIBUTE', { element: element.local, attribute });
  }
  return value;
}

/** UpdateID in lower case: METADATA_BAD_UPDATE_ID. */
export function readUpdateId(identity: XmlElement, owner: string): string {
  const value = requiredAttribute(identity, 'UpdateID');
  const updateId = value.trim().toLowerCase();
  if (!GUID.test(updateId)) fail('METADATA_BAD_UPDATE_ID', { value: clip(value), element: owner });
  return updateId;
}

/** RevisionNumber, a positive xs:int: METADATA_BAD_REVISION_NUMBER. */
export function readRevisionNumber(identity: XmlElement, owner: string): number {
  const value = requiredAttribute(identity, 'RevisionNumber');
  const revision = /^\s*\d+\s*$/.test(value) ? Number(value) : 0;
  if (revision < 1 || revision > MAX_REVISION) {
    fail('METADATA_BAD_REVISION_NUMBER', { value: clip(value), element: owner });
  }
  return revision;
}

/** An xs:boolean attribute, false where it is absent: METADATA_BAD_VALUE. */
export function readBoolean(element: XmlElement, attribute: string): boolean {
  const value = attributeOf(element, attribute)?.trim();
  if (value === 'true' || value === '1') return true;
  if (value === undefined || value === 'false' || value === '0') return false;
  return badValue(element, attribute, value, 'true or false');
}

const UPDATE_TYPES: readonly UpdateType[] = ['Category', 'Detectoid', 'Software', 'Driver'];

/** UpdateType of properties: METADATA_BAD_UPDATE_TYPE. */
export function readUpdateType(properties: XmlElement): UpdateType {
  const value = requiredAttribute(properties, 'UpdateType');
  const updateType = UPDATE_TYPES.find((type) => type === value);
  return updateType ?? fail('METADATA_BAD_UPDATE_TYPE', { value: clip(value) });
}

/** A length in bytes: METADATA_BAD_SIZE. */
export function readSize(element: XmlElement, attribute: string): number {
  const value = requiredAttribute(element, attribute);
  const size = /^\s*\d+\s*$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(size)) fail('METADATA_BAD_SIZE', { value: clip(value), element: element.local });
  return size;
}

/** A digest in base64, as upper-case hex: METADATA_BAD_DIGEST. */
export function readDigest(value: string, algorithm: keyof typeof digestBytes, element: string): string {
  const text = value.trim();
  const bytes = digestBytes[algorithm];
  const digest = BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (digest?.length !== bytes || digest.toString('base64') !== text) {
    fail('METADATA_BAD_DIGEST', { algorithm, value: clip(value), element, bytes, encoding: 'base64' });
  }
  return digest.toString('hex').toUpperCase();
}

/** The one child of `parent` called `local`, or undefined: METADATA_REPEATED_ELEMENT. */
export function optionalChild(parent: XmlElement, local: string): XmlElement | undefined {
  const found = childrenNamed(parent, local);
  if (found.length > 1) fail('METADATA_REPEATED_ELEMENT', { parent: parent.local, element: local });
  return found[0];
}

/** The one child of `parent` called `local`: METADATA_MISSING_ELEMENT, METADATA_REPEATED_ELEMENT. */
export function requiredChild(parent: XmlElement, local: string): XmlElement {
  const child = optionalChild(parent, local);
  return child ?? fail('METADATA_MISSING_ELEMENT', { parent: parent.local, element: local });
}

/** The texts of all children of `parent` called `local`, trimmed, empty ones left out. */
export function tokensOf(parent: XmlElement, local: string): string[] {
  return childrenNamed(parent, local)
    .map((child) => textOf(child).trim())
    .filter((text) => text !== '');
}

/** Throws METADATA_BAD_VALUE. */
export function badValue(element: XmlElement, attribute: string, value: string, expected: string): never {
  fail('METADATA_BAD_VALUE', { element: element.local, attribute, value: clip(value), expected });
}
