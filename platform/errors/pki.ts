import type { ErrorTable } from './table.ts';

/** Errors of `pki`. */
export const pkiErrors = {} as const satisfies ErrorTable;
