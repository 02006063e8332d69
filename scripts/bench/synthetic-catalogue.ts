import type { ImportItem } from '../../catalog/import/import-documents.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import { buildUpdateDocument } from '../../protocol/metadata/build-document.ts';
import type { DocumentSpec } from '../../protocol/metadata/build-document-spec.ts';

/** How many categories and detectoids a synthetic catalogue has, whatever its size: as many as a re-scan sends. */
const NON_LEAF = 87;
/** Roots, so that the first page of a fresh client is a full one. */
const ROOTS = 40;

const idOf = (kind: string, number: number): string => uuidFromName(`bench\0${kind}\0${number}`);

/**
 * `count` documents shaped like real ones: products and detectoids first, then updates that need one product, one
 * classification and one detectoid, with rules of the usual size.
 */
export function* syntheticDocuments(count: number): Generator<ImportItem> {
  for (let number = 0; number < count; number++) {
    const spec = number < NON_LEAF ? nonLeaf(number) : update(number);
    yield { xml: buildUpdateDocument(spec), source: 'synthetic' };
  }
}

function nonLeaf(number: number): DocumentSpec {
  const isRoot = number < ROOTS;
  return {
    identity: { updateId: idOf('non-leaf', number), revisionNumber: 100 },
    updateType: 'Detectoid',
    properties: { defaultLanguage: 'en', isPublic: false, detectoidType: 'SKU or Feature' },
    texts: [{ language: 'en', title: `Mock: detectoid ${number}` }],
    ...(!isRoot && { prerequisites: [{ isCategory: false, updateIds: [idOf('non-leaf', number % ROOTS)] }] }),
    rules: { isInstalled: { name: 'lar:Or', children: [versionRule(number), registryRule(number)] } },
  };
}

function update(number: number): DocumentSpec {
  const clause = (offset: number, isCategory: boolean) => ({
    isCategory,
    updateIds: [idOf('non-leaf', (number * 7 + offset) % NON_LEAF)],
  });
  return {
    identity: { updateId: idOf('update', number), revisionNumber: 200 },
    updateType: 'Software',
    properties: {
      defaultLanguage: 'en',
      explicitlyDeployable: true,
      kbArticleIds: [String(5_000_000 + number)],
      installationBehavior: { rebootBehavior: 'CanRequestReboot' },
    },
    texts: [{ language: 'en', title: `Mock: update ${number}`, description: 'For measuring only.' }],
    prerequisites: [clause(0, true), clause(1, true), clause(2, false)],
    rules: {
      isInstalled: {
        name: 'lar:And',
        children: [versionRule(number), registryRule(number), registryRule(number + 1)],
      },
      isInstallable: { name: 'lar:Not', children: [registryRule(number)] },
    },
  };
}

function versionRule(number: number): { name: string; attributes: Record<string, string | number> } {
  const attributes = {
    Comparison: 'GreaterThanOrEqualTo',
    MajorVersion: 10,
    MinorVersion: 0,
    BuildNumber: 10_240 + number,
  };
  return { name: 'bar:WindowsVersion', attributes };
}

function registryRule(number: number): { name: string; attributes: Record<string, string | number> } {
  const attributes = {
    Key: 'HKEY_LOCAL_MACHINE',
    Subkey: `SOFTWARE\\Mock Windows Update\\Component Based Servicing\\Packages\\Mock_${number}`,
    Value: 'CurrentState',
    Comparison: 'EqualTo',
    Data: 112,
  };
  return { name: 'bar:RegDword', attributes };
}
