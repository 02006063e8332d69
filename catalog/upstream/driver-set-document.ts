import type { PrerequisiteClause, RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import { escapeAttribute, escapeText } from '../../protocol/soap/xml-text.ts';

/** The drivers for one computer. */
export interface DriverSet {
  readonly driverSetId: string;
  /** GUID of the computer in lower case. */
  readonly computerHardwareId: string;
  readonly drivers: readonly RevisionIdentity[];
  /** What every one of the drivers requires. */
  readonly prerequisites: readonly PrerequisiteClause[];
}

/**
 * The DriverSetXml of a set. [MS-WSUSSS] §3.1.4.8.3.2 tells what it contains, its form is published nowhere and so it
 * is this project's own, prerequisites written as in update documents. The SMBIOS fields a computer hardware id is made
 * of are left out: the id is a hash of them, and no document of a driver has them.
 */
export function driverSetDocument(set: DriverSet): string {
  const { driverSetId, computerHardwareId, drivers, prerequisites } = set;
  const updates = drivers.map(({ updateId, revisionNumber }) =>
    identity(updateId, ` RevisionNumber="${revisionNumber}"`),
  );
  return (
    `<DriverSet DriverSetID="${driverSetId}">` +
    `<ComputerHardwareId>${escapeText(computerHardwareId)}</ComputerHardwareId>` +
    `<Drivers>${updates.join('')}</Drivers>` +
    `<Prerequisites>${prerequisites.map(clause).join('')}</Prerequisites></DriverSet>`
  );
}

/** The clauses that are in every one of `lists`; each has its ids in the same order everywhere. */
export function commonClauses(
  lists: readonly (readonly PrerequisiteClause[])[],
): readonly PrerequisiteClause[] {
  const [first = [], ...others] = lists;
  const sameIn = others.map((list) => new Set(list.map(nameOf)));
  return first.filter((one) => sameIn.every((names) => names.has(nameOf(one))));
}

function nameOf({ isCategory, updateIds }: PrerequisiteClause): string {
  return [isCategory, ...updateIds].join(' ');
}

function clause({ isCategory, updateIds }: PrerequisiteClause): string {
  const alternatives = updateIds.map((id) => identity(id)).join('');
  if (isCategory) return `<AtLeastOne IsCategory="true">${alternatives}</AtLeastOne>`;
  return updateIds.length === 1 ? alternatives : `<AtLeastOne>${alternatives}</AtLeastOne>`;
}

function identity(updateId: string, more = ''): string {
  return `<UpdateIdentity UpdateID="${escapeAttribute(updateId)}"${more} />`;
}
