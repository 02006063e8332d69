import type { ErrorTable } from './table.ts';

/** Errors of `server`. */
export const serverErrors = {
  CONTENT_CHANGED: {
    message: 'the file {file} changed while it was being sent',
    repair: 'Ask for it again; the next answer comes from the new file.',
  },
} as const satisfies ErrorTable;
