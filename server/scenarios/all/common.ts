/** Parts scenarios are made of: small updates with inert files. */

/** KB number of the update most scenarios are about, and the name of its file. */
export const KB = 'KB5090001';
export const FILE = 'mock-kb5090001.cab';
/** UpdateIDs are said, so that a scenario is the same in every run. */
export const UPDATE_ID = '5c000000-0000-4000-8000-000005090001';

/** Bytes of its file: several ranges of 1 MiB, so that a download has a middle. */
export const FILE_SIZE = 3 * 1024 * 1024;

/** An approved update for every Windows 11, over what `changes` say. */
export function update(changes: object = {}): object {
  return {
    updateId: UPDATE_ID,
    title: 'Mock: Cumulative Update for Windows 11 (KB5090001)',
    kb: 5090001,
    classification: 'Security Updates',
    products: ['Windows 11'],
    files: [{ name: FILE, size: FILE_SIZE }],
    approvals: [{ group: 'All Computers', action: 'install' }],
    ...changes,
  };
}

/** A seed with these updates. */
export function seed(...updates: readonly object[]): { readonly do: 'seed'; readonly seed: object } {
  return { do: 'seed', seed: { updates } };
}
