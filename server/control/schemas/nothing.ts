import { object } from './common.ts';

/** The answer of what has nothing to tell but that it is done. */
export const nothingMore = object({}, { title: 'Done' });
