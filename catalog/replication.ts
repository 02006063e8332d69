import { fail } from '../platform/errors/index.ts';
import type { Settings } from './store/settings.ts';

/** Whether this server decides for itself, or repeats what another one decided ([MS-WSUSSS] §1.1, Replica DSS). */
export interface Replication {
  isReplica(): boolean;
  /** The server whose decisions are repeated. */
  replicaOf(): string | undefined;
  /** Makes this a replica of the server at `url`, or autonomous again. */
  become(url: string | undefined): void;
  /** Throws CATALOG_REPLICA when this is one: `deed` is what an administrator wanted. */
  refuse(deed: string): void;
}

export function createReplication(settings: Settings): Replication {
  const url = (): string => settings.get('replica_of') ?? '';
  return {
    isReplica: () => url() !== '',
    replicaOf: () => (url() === '' ? undefined : url()),
    become: (next) => {
      if (url() !== (next ?? '')) settings.set('replica_of', next ?? '');
    },
    refuse: (deed) => {
      if (url() !== '') fail('CATALOG_REPLICA', { url: url(), deed });
    },
  };
}
