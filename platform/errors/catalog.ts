import type { ErrorTable } from './table.ts';

/** Errors of `catalog`. */
export const catalogErrors = {} as const satisfies ErrorTable;
