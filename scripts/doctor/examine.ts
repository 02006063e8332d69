import { MockWuError, messageOf } from '../../platform/errors/index.ts';
import { checkClock } from './clock.ts';
import { type Check, type Examined, type Finding, failed } from './finding.ts';
import { checkHosts } from './hosts.ts';
import { checkKeys } from './keys.ts';
import { checkPorts } from './ports.ts';
import { checkRuntime } from './runtime.ts';
import { checkState } from './state.ts';
import { checkTools } from './tools.ts';
import { checkTrust } from './trust.ts';

/** A finding with the name of the check that made it. */
export interface NamedFinding extends Finding {
  readonly check: string;
}

/** Every check, in the order of the report: what others build on comes first. */
const CHECKS: Readonly<Record<string, Check>> = {
  runtime: checkRuntime,
  state: checkState,
  keys: checkKeys,
  clock: checkClock,
  ports: checkPorts,
  trust: checkTrust,
  hosts: checkHosts,
  tools: checkTools,
};

/** Runs every check; one that cannot be carried out is a failure of its own and stops none of the others. */
export async function examine(examined: Examined): Promise<readonly NamedFinding[]> {
  const findings: NamedFinding[] = [];
  for (const [check, run] of Object.entries(CHECKS)) {
    const found = await attempt(run, examined);
    findings.push(...found.map((finding) => ({ check, ...finding })));
  }
  return findings;
}

async function attempt(check: Check, examined: Examined): Promise<readonly Finding[]> {
  try {
    return await check(examined);
  } catch (error) {
    const repair = error instanceof MockWuError ? error.repair : 'See to what it names and run doctor again.';
    return [failed(messageOf(error), repair)];
  }
}
