import type { Outcome } from '../journal/entry.ts';
import { actOf, type Plan } from './plan.ts';

/** How an answer ends that a plan has another one sent for, or none: the status the client sees, 0 for none. */
export interface PlannedEnd {
  readonly status: number;
  readonly outcome: Outcome;
}

/** Acts after which the client gets no answer, or not all of it. */
const CUTTING = ['http.garbage', 'http.reset', 'http.close', 'http.stall', 'http.truncate'] as const;

/** What becomes of an answer of `status` by the plan; undefined where it arrives whole, though perhaps changed. */
export function plannedEnd(plan: Plan | undefined, status: number): PlannedEnd | undefined {
  if (plan === undefined) return undefined;
  const cut = CUTTING.map((kind) => actOf(plan, kind)).find((act) => act !== undefined);
  if (cut !== undefined) {
    const hasHead = cut.kind === 'http.truncate' || ('afterBytes' in cut && cut.afterBytes !== undefined);
    return { status: hasHead ? status : 0, outcome: 'aborted' };
  }
  const seen = actOf(plan, 'http.status')?.status ?? redirectedBy(plan);
  return seen === undefined ? undefined : { status: seen, outcome: seen >= 400 ? 'refused' : 'ok' };
}

function redirectedBy(plan: Plan): number | undefined {
  const redirect = actOf(plan, 'http.redirect');
  return redirect && (redirect.status ?? 302);
}
