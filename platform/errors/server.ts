import type { ErrorTable } from './table.ts';

/** Errors of `server`. */
export const serverErrors = {} as const satisfies ErrorTable;
