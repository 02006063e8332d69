import type { Configuration } from '../../catalog/configuration/configuration-values.ts';
import type { HresultName } from '../../protocol/hresult/hresults.ts';
import type { FaultRule } from '../faults/rule.ts';
import type { JournalQuery } from '../journal/query.ts';
import type { Expectation } from '../verification/expectation.ts';

/** Where on the way the trouble is. */
export type ScenarioLayer = 'tls' | 'http' | 'soap' | 'metadata' | 'content';

/** What the server does; data, so that it can be told, stored and done by any process. */
export type Step =
  /** Imports a seed file given as its value. */
  | { readonly do: 'seed'; readonly seed: object }
  /**
   * Imports the newest document of an update once more under another revision number, with texts replaced: what no seed can express.
   * Its approvals go with it. A text that is not there is an error; one `*` in it is all text up to the next `"`, `<`, `>` or `&`.
   */
  | {
      readonly do: 'revise';
      readonly update: string;
      /** Added to the revision number; 1 when left out. */
      readonly by?: number;
      readonly replace?: readonly Replacement[];
      /** Replaced in the hidden members of the update, those that have the first text; they are revised too. */
      readonly replaceInMembers?: readonly Replacement[];
    }
  | { readonly do: 'fault'; readonly rule: FaultRule }
  | { readonly do: 'clear faults' }
  | { readonly do: 'advance clock'; readonly milliseconds: number }
  | { readonly do: 'snapshot'; readonly name: string }
  | { readonly do: 'restore'; readonly name: string }
  | {
      readonly do: 'approve';
      readonly update: string;
      readonly action: 'Install' | 'Uninstall';
    }
  | { readonly do: 'decline'; readonly update: string }
  | { readonly do: 'configure'; readonly values: Partial<Configuration> };

/** A text of a document, and what stands there instead. */
export type Replacement = readonly [found: string, replacement: string];

/** What the client is asked to do. */
export type ClientAction = 'scan' | 'download' | 'install' | 'run';

/**
 * What a correct client is told by. All but `end` and `installed` read the journal alone, of what arrived after the strike, or after the
 * repair where `since` says so.
 */
export type Oracle = { readonly why: string; readonly since?: 'repair' } & (
  | { readonly kind: 'journal'; readonly expect: Expectation }
  /** Something nobody is held to: it tells what happened and never breaks. */
  | { readonly kind: 'observe'; readonly expect: Expectation; readonly yes: string; readonly no: string }
  /** Bytes handed out in answer to what the query means, in all. */
  | { readonly kind: 'bytes'; readonly query: JournalQuery; readonly most: number }
  /** How the client says it ended, where it says so. */
  | { readonly kind: 'end'; readonly isGood: boolean; readonly codes?: readonly HresultName[] }
  /** Whether the client says an update is installed, where it says so. */
  | { readonly kind: 'installed'; readonly update: string; readonly is: boolean }
);

/** What a client must be able to do: `clock` is to go by the clock of the server's tenant. */
export type ScenarioNeed = 'https' | 'ranges' | 'reports' | 'clock';

/** An attack or a trouble in two steps: an honest state the client comes to know, and then the strike. */
export interface Scenario {
  /** `content.wrong-bytes`. */
  readonly id: string;
  readonly title: string;
  readonly layer: ScenarioLayer;
  /** The threat it is one of, in a few words. */
  readonly threat: string;
  /** What it is, for one page: what happens on the wire, why it is dangerous or a nuisance, where it was seen. Paragraphs. */
  readonly story: readonly string[];
  /** What a correct client does. */
  readonly correct: string;
  /** Codes a Windows client is likely to end with: from their texts, not confirmed on Windows. */
  readonly likely?: readonly HresultName[];
  readonly honest: { readonly steps: readonly Step[]; readonly client: readonly ClientAction[] };
  readonly strike: { readonly steps: readonly Step[]; readonly client: readonly ClientAction[] };
  /** The server is well again, or time has passed: whether the client gets over it. */
  readonly repair?: { readonly steps: readonly Step[]; readonly client: readonly ClientAction[] };
  readonly oracles: readonly Oracle[];
  /** What the client must be able to do for the scenario to say anything. */
  readonly needs?: readonly ScenarioNeed[];
}
