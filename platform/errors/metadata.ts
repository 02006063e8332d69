import type { ErrorTable } from './table.ts';

/** Errors of `metadata`. */
export const metadataErrors = {} as const satisfies ErrorTable;
