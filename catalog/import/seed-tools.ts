import type { SignerName } from '../../protocol/authenticode/broken-signers.ts';
import type { ApprovalAction } from '../deployment-action.ts';

/** What building a seed needs from outside: signing, and a place for files. */
export interface SeedTools {
  /** Adds an Authenticode signature of one of the two code-signing branches, or of a broken signer, to a cabinet. */
  signCabinet(bytes: Uint8Array, signer: SignerName): Uint8Array;
  /** Keeps a file; digests are upper-case hex. `extension` is that of its name, without the dot. */
  storeContent(bytes: Uint8Array, extension: string): StoredContent;
  /** Milliseconds since the epoch: what deadlines such as `+7d` count from. */
  readonly now: number;
}

/** A file that was kept. */
export interface StoredContent {
  readonly sha1: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** A decision about one revision for one group. */
export interface BuiltApproval {
  readonly updateId: string;
  readonly revisionNumber: number;
  readonly group: string;
  readonly action: ApprovalAction;
  /** ISO 8601 in UTC. */
  readonly deadline?: string;
}

/** A seed made into what a catalogue imports. */
export interface BuiltSeed {
  /** Update documents, each after those it needs; `source` says where in the seed it comes from. */
  readonly documents: readonly { readonly xml: string; readonly source: string }[];
  readonly approvals: readonly BuiltApproval[];
  readonly declined: readonly { readonly updateId: string }[];
  /** Groups, each after its parent; without `parent` it hangs below All Computers. */
  readonly groups: readonly { readonly name: string; readonly parent?: string }[];
  readonly computers: readonly {
    readonly name: string;
    /** SusClientId, lower case. */
    readonly id?: string;
    readonly groups: readonly string[];
  }[];
}
