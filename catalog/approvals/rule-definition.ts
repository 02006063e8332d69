/** What an automatic approval rule approves, and for whom (server sync facts §3.1). */
export interface RuleDefinition {
  /** UpdateIDs of classifications; an update must be in one of them. Empty: any. */
  readonly classifications: readonly string[];
  /** UpdateIDs of products; an update must be in one of them. Empty: any. */
  readonly categories: readonly string[];
  /** Ids of the target groups. */
  readonly groups: readonly string[];
  readonly action: 'Install' | 'OptionalInstall';
  /** Deadline: so many days after the approval, at so many minutes after midnight, UTC. */
  readonly deadline?: { readonly days: number; readonly minutes: number };
}
