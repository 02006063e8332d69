import type { ClientEnd } from '../../server/scenarios/judge-oracle.ts';
import type { ClientAction } from '../../server/scenarios/scenario.ts';

/** Where the client under test finds the server, and what it is to trust. */
export interface ClientTarget {
  readonly http: string;
  readonly https: string;
  readonly caPem: string;
  readonly caFile: string;
}

/** A client whose conduct is judged; it remembers what it did from one action to the next. */
export interface ClientUnderTest {
  /** Does one thing and tells how it ended, as far as it knows. Throws nothing. */
  act(action: ClientAction): Promise<ClientEnd>;
  close(): Promise<void>;
}
