import type { TypeOf } from '../../protocol/soap/types.ts';
import type { serverSync } from '../../protocol/wsusss/server-sync.ts';

type Operations = typeof serverSync.operations;

/** What comes in for an operation of the server synchronisation service, and what goes out. */
export type RequestOf<N extends keyof Operations> = TypeOf<Operations[N]['request']>;
export type ResponseOf<N extends keyof Operations> = TypeOf<Operations[N]['response']>;
