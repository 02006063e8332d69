import type { ErrorTable } from './table.ts';

/** Errors of `codecs`. */
export const codecErrors = {} as const satisfies ErrorTable;
