import type { ErrorTable } from './table.ts';

/** Errors of `commands`. */
export const commandErrors = {} as const satisfies ErrorTable;
