import { messageOf } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import type { CoreFragment } from '../../protocol/metadata/read-core.ts';
import type { RevisionIdentity } from '../../protocol/metadata/update-document.ts';
import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { CachedRevision } from '../datastore/cached-revision.ts';
import type { DeviceState } from '../state/device-state.ts';
import { bundleStatus } from './bundle-status.ts';
import { evaluate } from './evaluate.ts';
import type { RuleContext } from './rule.ts';
import { all, some, type Verdict } from './verdict.ts';
import { createWork, MOST_OF_ALL } from './work.ts';

/**
 * How a revision stands to a device: [MS-WUSP] §3.2.1, ApplicabilityState. A category or detectoid is never `needed`;
 * `unknown` is what rests on something this device cannot tell.
 */
export type Status = 'installed' | 'needed' | 'not applicable' | 'unknown';

/** The revisions a device judges. */
export interface JudgedRevisions {
  /** The revision of an update. */
  ofUpdate(updateId: string): CachedRevision | undefined;
}

/** Statuses of revisions, worked out when they are asked for. */
export interface Statuses {
  of(revision: CachedRevision): Status;
  /** Forgets what follows from which revisions there are, but not what rules came to. */
  revisionsChanged(): void;
  /**
   * Elements of rules this device cannot judge, with the number of revisions that have one; beside them the comparisons that
   * were too many, and revisions with which judging failed.
   */
  readonly unknownElements: ReadonlyMap<string, number>;
  /** UpdateIDs that depend on themselves, or on a longer chain than a client follows. */
  readonly endless: ReadonlySet<string>;
}

/** Real chains of prerequisites and bundles are some 10 long. */
export const MOST_DEPTH = 100;

/**
 * Judges `revisions` over `state`, with `mostComparisons` for all of them. What rules come to is kept, so the state must stay as
 * it is.
 */
export function createStatuses(
  revisions: JudgedRevisions,
  state: DeviceState,
  mostComparisons: number = MOST_OF_ALL,
): Statuses {
  const known = new Map<CachedRevision, Judged>();
  const rules = createRuleMemory(state, mostComparisons);
  const endless = new Set<string>();
  const open = new Set<CachedRevision>();
  /** The longest chain below what was asked for last. */
  let below = 0;
  const of = (revision: CachedRevision): Status => {
    const { status, depth } = known.get(revision) ?? judge(revision);
    below = Math.max(below, depth);
    return status;
  };
  const judge = (revision: CachedRevision): Judged => {
    if (open.size >= MOST_DEPTH || open.has(revision)) return leftOut(revision);
    const beside = below;
    below = 0;
    open.add(revision);
    const status = statusOf(revision.core);
    open.delete(revision);
    // The same in whichever order revisions are asked for.
    const judged = below >= MOST_DEPTH ? leftOut(revision) : { status, depth: below + 1 };
    below = beside;
    known.set(revision, judged);
    return judged;
  };
  const leftOut = ({ core }: CachedRevision): Judged => {
    endless.add(core.updateId);
    return { status: 'not applicable', depth: 0 };
  };
  const member = ({ updateId, revisionNumber }: RevisionIdentity): Status => {
    const revision = revisions.ofUpdate(updateId);
    return revision?.core.revisionNumber === revisionNumber ? of(revision) : 'not applicable';
  };
  const isThere = (updateId: string): Verdict => {
    const revision = revisions.ofUpdate(updateId);
    const status = revision === undefined ? 'not applicable' : of(revision);
    if (status === 'unknown') return 'unknown';
    return status === 'installed' ? 'true' : 'false';
  };
  const statusOf = (core: CoreFragment): Status => {
    const met = all(core.prerequisites, ({ updateIds }) => some(updateIds, isThere));
    if (met !== 'true') return met === 'false' ? 'not applicable' : 'unknown';
    const own = rules.of(core);
    return core.bundles.length === 0 ? leafStatus(core, own) : bundleStatus(core.bundles, own, member);
  };
  return {
    of,
    revisionsChanged: () => known.clear(),
    unknownElements: rules.unknownElements,
    endless,
  };
}

interface Judged {
  readonly status: Status;
  /** Revisions in the longest chain of prerequisites and bundles down from it, as far as it was followed. */
  readonly depth: number;
}

/** What the rules of a revision come to; undefined for a section it does not have. */
export interface RuleVerdicts {
  readonly isInstalled: Verdict | undefined;
  readonly isSuperseded: Verdict | undefined;
  readonly isInstallable: Verdict | undefined;
}

const NOT_KNOWN: RuleVerdicts = { isInstalled: 'unknown', isSuperseded: 'unknown', isInstallable: 'unknown' };
/** Revisions that are named when judging failed with them. */
const MOST_FAILURES = 20;
const OTHER_FAILURES = 'what made this device fail, as others did';

interface RuleMemory {
  of(core: CoreFragment): RuleVerdicts;
  readonly unknownElements: ReadonlyMap<string, number>;
}

function createRuleMemory(state: DeviceState, most: number): RuleMemory {
  const known = new Map<CoreFragment, RuleVerdicts>();
  const unknownElements = new Map<string, number>();
  let failures = 0;
  let left = most;
  const judge = (core: CoreFragment): RuleVerdicts => {
    const unknown = new Set<string>();
    const work = createWork(left);
    const before = work.left;
    let verdicts = NOT_KNOWN;
    try {
      verdicts = verdictsOn(core, { state, unknown, work });
    } catch (error) {
      // What fails with one revision, whatever that is, is not to take the scan of all the others with it.
      failures += 1;
      unknown.add(failures > MOST_FAILURES ? OTHER_FAILURES : failureOf(core, error));
    }
    left -= before - work.left;
    for (const name of unknown) unknownElements.set(name, (unknownElements.get(name) ?? 0) + 1);
    return verdicts;
  };
  return {
    of: (core) => {
      const verdicts = known.get(core) ?? judge(core);
      known.set(core, verdicts);
      return verdicts;
    },
    unknownElements,
  };
}

/** What the rules of a revision come to, all of them within one number of comparisons. */
function verdictsOn(
  { rules, updateId }: CoreFragment,
  parts: Pick<RuleContext, 'state' | 'unknown' | 'work'>,
): RuleVerdicts {
  const context = { ...parts, metadata: rules.metadata, updateId };
  const verdictOn = (rule: XmlElement | undefined): Verdict | undefined => rule && evaluate(rule, context);
  const isInstalled = verdictOn(rules.isInstalled);
  // What is installed is asked nothing more.
  const isOpen = isInstalled !== 'true';
  return {
    isInstalled,
    isSuperseded: isOpen ? verdictOn(rules.isSuperseded) : undefined,
    isInstallable: isOpen ? verdictOn(rules.isInstallable) : undefined,
  };
}

/** Stands among the elements that cannot be judged. */
function failureOf({ updateId, revisionNumber }: CoreFragment, error: unknown): string {
  return `what made this device fail with the revision ${updateId}.${revisionNumber}: ${clip(messageOf(error))}`;
}

/**
 * The status of what brings no others along. Needed is what is not installed, not superseded, and installable;
 * a section left out says nothing against it, but without IsInstalled nothing could ever tell that it is there.
 * (Windows SDK, "Update Applicability Rules": IsInstalled, IsSuperseded, IsInstallable.)
 */
function leafStatus({ updateType }: CoreFragment, verdicts: RuleVerdicts): Status {
  const { isInstalled = 'false', isSuperseded = 'false', isInstallable = 'true' } = verdicts;
  if (isInstalled !== 'false') return isInstalled === 'true' ? 'installed' : 'unknown';
  if (updateType === 'Category' || updateType === 'Detectoid') return 'not applicable';
  if (verdicts.isInstalled === undefined || isSuperseded === 'true') return 'not applicable';
  if (isInstallable === 'false') return 'not applicable';
  return isSuperseded === 'unknown' || isInstallable === 'unknown' ? 'unknown' : 'needed';
}
